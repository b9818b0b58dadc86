import Recordings
import Synchronization

/// One line for each person: what is said to somebody is said by one after the other.
///
/// Of two answers that are sent to one person at once, neither could be told from the other should the fate of one be unknown.
package final class WaitingLines: Sendable {
    /// A place in somebody's line, to be left once.
    struct Place: Sendable {
        let person: PersonID
        let number: Int
    }

    private struct Line {
        /// Whose turn it is.
        var current = 0
        /// The number of the next who comes.
        var next = 1
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    /// Somebody has a line for as long as there is anybody in it.
    private let lines = Mutex<[PersonID: Line]>([:])

    package init() {}

    /// Takes the last place in the line of `person`.
    func join(_ person: PersonID) -> Place {
        lines.withLock { lines in
            guard let number = lines[person]?.next else {
                lines[person] = Line()
                return Place(person: person, number: 0)
            }
            lines[person]?.next += 1
            return Place(person: person, number: number)
        }
    }

    /// Returns when everybody before this place has left; nothing ends the line, a cancellation neither.
    func turn(of place: Place) async {
        await withCheckedContinuation { continuation in
            let isNow = lines.withLock { lines in
                if lines[place.person]?.current == place.number { return true }
                lines[place.person]?.waiting[place.number] = continuation
                return false
            }
            if isNow { continuation.resume() }
        }
    }

    /// Makes way for the next; only for whoever has the turn.
    func leave(_ place: Place) {
        let next = lines.withLock { lines -> CheckedContinuation<Void, Never>? in
            guard var line = lines[place.person] else { return nil }
            line.current += 1
            let next = line.waiting.removeValue(forKey: line.current)
            lines[place.person] = line.current < line.next ? line : nil
            return next
        }
        next?.resume()
    }

    /// Does `work` where nobody is in the line of `person`; who comes meanwhile waits.
    ///
    /// - Returns: Nothing when there is somebody; then nothing is done.
    func ifEmpty<Output>(of person: PersonID, _ work: () async throws -> Output) async rethrows -> Output? {
        let isEmpty = lines.withLock { lines in
            guard lines[person] == nil else { return false }
            lines[person] = Line()
            return true
        }
        guard isEmpty else { return nil }
        defer { leave(Place(person: person, number: 0)) }
        return try await work()
    }
}
