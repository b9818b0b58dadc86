import FoundationEssentials
import Recordings
import Synchronization

/// How many requests each person has left: as many as they may make in a minute at once, then one after the other as
/// the minute goes on.
final class RequestAllowance: Sendable {
    /// What is to be done with a request.
    enum Verdict: Equatable, Sendable {
        case answer
        /// It is one too many, and the first to be told so.
        case refuse
        /// It is one too many, and its author has been told within the last minute.
        case ignore
    }

    private struct Account {
        var left: Double
        /// The latest time at which one of them was made.
        var countedAt: Date
        var toldAt = Date.distantPast

        /// Where the clock was set back, nothing has happened later than `now`.
        mutating func stay(before now: Date) {
            countedAt = min(countedAt, now)
            toldAt = min(toldAt, now)
        }
    }

    /// How many people are remembered at most, which takes about 2 MB.
    ///
    /// Whoever has not written for a minute is not needed.
    static let maximum = 20_000
    private static let minute: TimeInterval = 60

    private let accounts = Mutex<[String: Account]>([:])

    /// Counts a request of `person`.
    ///
    /// - Parameters:
    ///   - person: Who makes it.
    ///   - perMinute: How many one person may make; 0 is no limit.
    ///   - time: When it was made, which may be long ago, and before one that was counted earlier.
    ///   - now: When the person is told, if need be.
    /// - Returns: What is to be done with it.
    func count(_ person: PersonID, perMinute: Int, madeAt time: Date, now: Date) -> Verdict {
        guard perMinute > 0 else { return .answer }
        return accounts.withLock { accounts in
            if accounts[person.key] == nil, accounts.count >= Self.maximum { Self.forgetIdle(&accounts, now) }
            let most = Double(perMinute)
            var account = accounts[person.key] ?? Account(left: most, countedAt: time)
            account.stay(before: now)
            let time = max(account.countedAt, min(time, now))
            let passed = time.timeIntervalSince(account.countedAt)
            account.left = min(most, account.left + most * passed / Self.minute)
            account.countedAt = time
            defer { accounts[person.key] = account }
            guard account.left < 1 else {
                account.left -= 1
                return .answer
            }
            guard now.timeIntervalSince(account.toldAt) >= Self.minute else { return .ignore }
            account.toldAt = now
            return .refuse
        }
    }

    /// Makes room; where everybody wrote within the last minute, all begin anew.
    private static func forgetIdle(_ accounts: inout [String: Account], _ now: Date) {
        accounts = accounts.filter { now.timeIntervalSince($0.value.countedAt) < minute }
        if accounts.count >= maximum { accounts = [:] }
    }
}
