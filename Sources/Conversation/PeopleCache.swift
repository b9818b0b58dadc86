import FoundationEssentials
import Recordings
import Synchronization

/// The people who have written lately, so that Webex is not asked for the same person with every message.
final class PeopleCache: Sendable {
    private struct Entry {
        var person: Person
        var readAt: Date
    }

    /// How long somebody is taken for who they were, in seconds.
    static let lifetime: TimeInterval = 24 * 3600
    /// How many are remembered; about 10 MB.
    static let maximum = 20_000

    private let entries = Mutex<[PersonID: Entry]>([:])

    /// The person, from memory or from `read`; what `read` throws is not remembered.
    func person(_ id: PersonID, at now: Date, read: (PersonID) async throws -> Person) async throws -> Person {
        let known = entries.withLock { $0[id] }
        if let known, now.timeIntervalSince(known.readAt) < Self.lifetime { return known.person }
        let person = try await read(id)
        entries.withLock { entries in
            // Beginning anew is simple, and costs each of them one call.
            if entries.count >= Self.maximum { entries = [:] }
            entries[id] = Entry(person: person, readAt: now)
        }
        return person
    }
}
