import Synchronization

/// How many connections a server has, for whoever wants to know.
package final class ConnectionCounts: Sendable {
    private let present = Atomic(0)

    /// Open now.
    package var open: Int { present.load(ordering: .relaxed) }

    func set(open count: Int) { present.store(count, ordering: .relaxed) }
}
