import HTTPTypes

/// How often one call has been made, and whether it is worth making again.
struct Tries {
    private let patience: WebexClient.Patience
    private let isReading: Bool
    private var waits = 0
    private var repeats = 0

    init(of method: HTTPRequest.Method, _ patience: WebexClient.Patience) {
        self.patience = patience
        isReading = method == .get
    }

    /// How long to wait before the call is made again; nothing when it is not.
    mutating func delay(after failure: WebexError) -> Duration? {
        switch failure.code {
        case .throttled(let asked):
            let delay = asked ?? patience.usualWait
            guard waits < patience.waits, delay <= patience.longestWait else { return nil }
            waits += 1
            return delay
        // A call that writes may have been carried out all the same, so it is not made twice; one that took all its time
        // would take it again.
        case .unavailable where isReading, .unreachable where isReading, .malformedAnswer where isReading:
            guard repeats < patience.repeats else { return nil }
            repeats += 1
            return patience.pause * (1 << (repeats - 1))
        default: return nil
        }
    }
}
