package import FoundationEssentials
import Policy
import Recordings
import Synchronization
import WebexAPI

/// What look-ups share with each other, for as long as the grant stays the same; one for all of them.
///
/// It holds what Webex tells about meetings and recordings, whoever asks. What somebody may have is decided anew each time.
package final class LookupMemory: Sendable {
    private let current = Mutex<(mark: TokenMark, readings: SharedReadings)?>(nil)
    private let now: @Sendable () -> Date

    /// - Parameter now: The time that everything in it ages by.
    package init(now: @escaping @Sendable () -> Date = { Date() }) { self.now = now }

    /// What is shared under the token; everything is forgotten when another one is in use.
    func readings(under mark: TokenMark) -> SharedReadings {
        current.withLock { current in
            if let current, current.mark == mark { return current.readings }
            let readings = SharedReadings(now: now)
            current = (mark, readings)
            return readings
        }
    }
}

/// What has been read, or is being read, with one token.
final class SharedReadings: Sendable {
    /// A reference, and in whose list it was looked up.
    struct ViewKey: Hashable, Sendable {
        var reference: MeetingReference
        var viewer: EmailAddress
    }

    /// A meeting, as whom it was looked at, and for lists the time that they cover.
    struct MeetingKey: Hashable, Sendable {
        var meeting: MeetingID
        var viewer: EmailAddress?
        var window: Range<Date>?
    }

    let views: SharedWork<ViewKey, [Meeting]>
    let contents: SharedWork<MeetingKey, SeriesContents>
    let instances: SharedWork<MeetingKey, Meeting>
    let schedules: SharedWork<MeetingKey, Meeting>
    let readings: SharedWork<MeetingID, InstanceReading>
    let rooms: SharedWork<PersonalRoomKey, PersonalRoomFinding>
    let links: SharedWork<RecordingID, DownloadLinks>
    private let abilities = Mutex(GrantAbilities())
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date) {
        views = SharedWork(capacity: 256, now: now)
        contents = SharedWork(capacity: 64, now: now)
        instances = SharedWork(capacity: 512, now: now)
        schedules = SharedWork(capacity: 256, now: now)
        readings = SharedWork(capacity: 64, now: now)
        rooms = SharedWork(capacity: 256, now: now)
        links = SharedWork(capacity: 1_024, now: now)
        self.now = now
    }

    func allow(_ ability: GrantAbilities.Ability) -> Bool {
        let time = now()
        return abilities.withLock { $0.allow(ability, at: time) }
    }

    func refuse(_ ability: GrantAbilities.Ability) {
        let time = now()
        abilities.withLock { $0.refuse(ability, at: time) }
    }
}
