import FoundationEssentials
import TestSupport

/// How long, how much and in which order of accidents: the same seed is the same order.
struct SoakPlan: Sendable {
    var seed: UInt64
    var people: Int
    var requests: Int
    /// The requests are spread over this time.
    var duration: Duration
    /// How often the process is stopped or killed and started again, each time with the other transport.
    var restarts: Int

    /// Reads `STEWARD_SOAK`, such as `minutes=15 requests=10000 people=100 restarts=12 seed=7`.
    ///
    /// - Returns: Nothing when the variable is not set.
    init?(environment: [String: String]) {
        guard let text = environment["STEWARD_SOAK"] else { return nil }
        var values: [Substring: Int] = [:]
        for part in text.split(separator: " ") {
            let pair = part.split(separator: "=")
            if pair.count == 2 { values[pair[0]] = Int(pair[1]) }
        }
        seed = UInt64(values["seed"] ?? Int(Date().timeIntervalSince1970))
        people = values["people"] ?? 40
        requests = values["requests"] ?? 600
        duration = .seconds(60 * (values["minutes"] ?? 1))
        restarts = values["restarts"] ?? 2
    }

    static let ordered = SoakPlan(environment: ProcessInfo.processInfo.environment)

    /// From one request of a person to the next, on average.
    var interval: Duration { duration * people / requests }

    func generator(_ purpose: Int) -> SeededGenerator {
        SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(bitPattern: Int64(purpose)))
    }
}
