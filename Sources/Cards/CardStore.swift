import Synchronization

/// The cards in force, read as one snapshot per request so that nobody sees half a reload.
package final class CardStore: Sendable {
    private let current: Mutex<CardLibrary>

    package init(_ initial: CardLibrary) { current = Mutex(initial) }

    package var snapshot: CardLibrary { current.withLock { $0 } }

    /// Puts `library` in force for everybody who takes a snapshot from now on.
    func replace(with library: CardLibrary) { current.withLock { $0 = library } }
}
