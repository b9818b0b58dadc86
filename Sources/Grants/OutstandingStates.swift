import FoundationEssentials

/// The authorizations that began and did not come back yet, each good once and for ten minutes.
struct OutstandingStates {
    static let life: TimeInterval = 600
    /// More than a few are only begun by somebody who wants to fill our memory.
    static let maximumCount = 1000

    /// By state, until when it is good.
    private var expiries: [String: Date] = [:]

    /// Remembers `state`; when there are too many, the one that would end first makes room.
    mutating func add(_ state: String, at now: Date) {
        expiries = expiries.filter { $0.value > now }
        if expiries.count >= Self.maximumCount, let oldest = expiries.min(by: { $0.value < $1.value }) {
            expiries[oldest.key] = nil
        }
        expiries[state] = now.addingTimeInterval(Self.life)
    }

    /// Whether `state` began here and is still good; after this it no longer is.
    ///
    /// The look-up goes by a hash under a key of this process, so that its time says nothing about how much of a guess
    /// was right.
    mutating func redeem(_ state: String, at now: Date) -> Bool {
        guard let expiry = expiries.removeValue(forKey: state) else { return false }
        return expiry > now
    }
}
