package import FoundationEssentials
package import Recordings

/// The messages to admins that are not sent yet: bounded, in order for each admin, and tried again for about an hour.
package struct AlertOutbox: Sendable {
    /// One message to one admin.
    package struct Item: Sendable, Equatable {
        package let number: Int
        package var notice: AlertNotice
        package var admin: EmailAddress
        /// When the message was added.
        package let start: Date
        var attempts = 0
        var due: Date
    }

    /// More wait only where many admins cannot be reached for long; the oldest are then dropped.
    package static let capacity = 256
    private static let mostAttempts = 10
    private static let firstPause: TimeInterval = 15
    private static let longestPause: TimeInterval = 900

    private var items: [Item] = []
    private var nextNumber = 0

    /// Nothing waits.
    package init() {}

    /// How many messages wait.
    package var count: Int { items.count }

    /// What they say, each as often as there are admins to be told.
    package var notices: [AlertNotice] { items.map(\.notice) }

    /// Takes a message to each admin.
    package mutating func add(_ notice: AlertNotice, for admins: [EmailAddress], at now: Date) {
        for admin in admins {
            items.append(Item(number: nextNumber, notice: notice, admin: admin, start: now, due: now))
            nextNumber += 1
        }
        items.removeFirst(max(0, items.count - Self.capacity))
    }

    /// What is to be sent now: of each admin the oldest message, when its time has come.
    package func due(at now: Date) -> [Item] {
        var seen: Set<EmailAddress> = []
        // A time that far ahead is one from before the clock was set back.
        return items.filter { seen.insert($0.admin).inserted }
            .filter { $0.due <= now || $0.due > now.addingTimeInterval(Self.longestPause) }
    }

    /// Forgets a message, because it was sent or never can be.
    package mutating func remove(_ item: Item) { items.removeAll { $0.number == item.number } }

    /// Notes that a message could not be sent.
    ///
    /// - Returns: Whether it is tried again.
    package mutating func failed(_ item: Item, at now: Date) -> Bool {
        guard let index = items.firstIndex(where: { $0.number == item.number }) else { return false }
        items[index].attempts += 1
        guard items[index].attempts < Self.mostAttempts else {
            items.remove(at: index)
            return false
        }
        let pause = Self.firstPause * Double(1 << min(items[index].attempts - 1, 10))
        items[index].due = now.addingTimeInterval(min(Self.longestPause, pause))
        return true
    }
}
