import FoundationEssentials
import JSONTree

extension SeedObject {
    /// `HH:MM` in UTC on the day so many days from now.
    func time(_ name: String, daysFromNow days: Int, now: Date) throws(SeedError) -> Date {
        let parts = try string(name).split(separator: ":")
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]), (0..<24).contains(hours),
            (0..<60).contains(minutes)
        else { throw error(name, "must be a time of the form 09:00") }
        let secondsPerDay = 86_400.0
        let day = (now.timeIntervalSince1970 / secondsPerDay).rounded(.down) + Double(days)
        return Date(timeIntervalSince1970: day * secondsPerDay + Double(hours * 3600 + minutes * 60))
    }

    /// A length of the form `H:MM:SS` in seconds.
    func seconds(_ name: String) throws(SeedError) -> Int {
        let parts = try string(name).split(separator: ":").map { Int($0) }
        guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2], hours >= 0,
            (0..<60).contains(minutes), (0..<60).contains(seconds)
        else { throw error(name, "must be a length of the form 0:55:20") }
        return hours * 3600 + minutes * 60 + seconds
    }
}

/// How often something in a seed happens once more, and how long after.
struct Repetition {
    private static let intervals: [String: TimeInterval] = [
        "minute": 60, "hour": 3600, "day": 86_400, "week": 7 * 86_400,
    ]

    /// In seconds.
    let interval: TimeInterval
    let count: Int

    /// Once, unless the member `repeat` says otherwise.
    init(in seed: SeedObject) throws(SeedError) {
        guard let node = try seed.object("repeat", known: ["every", "count"]) else {
            (interval, count) = (0, 1)
            return
        }
        guard let interval = Self.intervals[try node.string("every")] else {
            throw node.error("every", "must be minute, hour, day or week")
        }
        self.interval = interval
        count = try node.integer("count", in: 1...10_000)
    }
}
