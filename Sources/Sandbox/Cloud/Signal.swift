/// Says that something happened since the last time that somebody asked; for one observer.
struct Signal: Sendable {
    private let occurrences: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (occurrences, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func give() { continuation.yield() }

    /// Returns when it was given, or on cancellation.
    func given() async { for await _ in occurrences { return } }
}
