import Logging
import WebexAPI

/// Does something with Webex until it succeeds, in a place that is somebody else's while it waits.
struct Persistence: Sendable {
    let clock: any Clock<Duration>
    /// Where the caller occupies a place; nothing where nobody counts them.
    let places: WorkPlaces?
    /// How long is waited altogether.
    var longest = RetrySchedule.longest
    let logger: Logger

    /// Tries until it works, Webex says no, or there has been enough waiting.
    ///
    /// - Parameter body: Told nothing of the tries before.
    /// - Returns: What `body` returned in the end.
    /// - Throws: Its last ``WebexError``, whatever else it throws, and `CancellationError`.
    func untilDone<Output>(_ body: () async throws -> Output) async throws -> Output {
        var schedule = RetrySchedule(longest: longest)
        while true {
            let failure: WebexError
            do {
                return try await body()
            } catch let error as WebexError {
                failure = error
            }
            guard let delay = schedule.delay(after: failure, jitter: .random(in: 0...1)) else { throw failure }
            logger.warning(
                "an answer waits for Webex",
                metadata: [
                    "error": "\(failure)", "webex.call": "\(failure.operation)", "webex.wait": "\(delay.rounded)",
                ])
            try await wait(delay)
        }
    }

    /// Waits outside the caller's place.
    func wait(_ delay: Duration) async throws {
        guard let places else { return try await clock.sleep(for: delay) }
        try await places.leave { try await clock.sleep(for: delay) }
    }
}

/// When to try again what Webex did not do.
struct RetrySchedule: Equatable, Sendable {
    /// How long is waited for somebody who has asked: after that they have long asked again.
    static let longest: Duration = .seconds(1800)
    /// The wait before the second try, where Webex asks for no longer one.
    static let shortestStep: Duration = .seconds(1)
    /// The longest wait that Webex has not asked for.
    static let longestStep: Duration = .seconds(60)

    /// How long is waited altogether.
    let longest: Duration
    private(set) var waited = Duration.zero
    private var step = Self.shortestStep

    init(longest: Duration = Self.longest) { self.longest = longest }

    /// How long to wait before the next try; nothing when there is to be none.
    ///
    /// - Parameters:
    ///   - failure: What came of the last one.
    ///   - jitter: From 0 to 1; spreads those who wait for the same thing over a fifth of the wait.
    /// - Returns: At least what Webex asked for.
    mutating func delay(after failure: WebexError, jitter: Double) -> Duration? {
        let asked: Duration?
        switch failure.code {
        case .throttled(let delay): asked = delay
        case .unavailable, .unreachable, .timedOut, .malformedAnswer: asked = nil
        case .unauthorized, .forbidden, .notFound, .rejected: return nil
        }
        let delay = max(asked ?? step, Self.shortestStep) * (1 + jitter / 5)
        guard waited + delay <= longest else { return nil }
        waited += delay
        step = min(step * 2, Self.longestStep)
        return delay
    }
}
