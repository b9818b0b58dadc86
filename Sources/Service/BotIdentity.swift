import Recordings
import Synchronization

/// Who the bot is, once Webex has told.
final class BotIdentity: Sendable {
    private let person = Mutex<Person?>(nil)

    var current: Person? { person.withLock { $0 } }
    func set(_ newValue: Person) { person.withLock { $0 = newValue } }
}
