import Cards
import FoundationEssentials
import Policy
import Recordings
import WebexAPI

/// A host's personal room is one of a site.
struct PersonalRoomKey: Hashable, Sendable {
    /// As Webex gave it.
    var host: EmailAddress
    var site: String?
}

/// A schedule, and as whom to look at it.
struct ScheduleKey: Hashable, Sendable {
    var series: MeetingID
    var host: EmailAddress?
}

/// What a look-up has found out, and what of it speaks to one recording.
struct Evidence: Sendable {
    let requester: Person
    var instances: [MeetingID: Meeting] = [:]
    /// The series that each instance belongs to, as the instance, its recordings and the lists that named them tell.
    var series: [MeetingID: Set<MeetingID>] = [:]
    /// The schedule items by series, which alone carry numbers and links.
    var schedules: [MeetingID: [Meeting]] = [:]
    var rooms: [PersonalRoomKey: PersonalRoomFinding] = [:]
    /// By instance.
    var invitations: [MeetingID: Invitation] = [:]

    init(requester: Person) { self.requester = requester }

    /// Takes in what was read about one meeting.
    mutating func add(_ reading: MeetingReading) {
        let (meeting, contents) = (reading.meeting, reading.contents)
        schedules[meeting.series, default: []] += meeting.items
        rooms[PersonalRoomKey(host: meeting.host, site: meeting.site)] = reading.hostRoom
        for instance in contents.instances {
            add(instance)
            switch reading.invited {
            case .listed(let meetings):
                invitations[instance.id] = meetings.contains(instance.id) ? .invited : .notInvited
            case .unknown: invitations[instance.id] = .unknown
            case .refused: break
            }
        }
        for recording in contents.listing.recordings { series[recording.meeting, default: []].insert(meeting.series) }
    }

    mutating func add(_ instance: Meeting) {
        instances[instance.id] = instance
        // An instance that names no series counts as its own.
        if instance.series != instance.id { series[instance.id, default: []].insert(instance.series) }
    }

    mutating func note(_ recording: Recording) {
        if let named = recording.series { series[recording.meeting, default: []].insert(named) }
    }

    /// The facts that the rules decide by; nothing when the meeting that was recorded could not be read.
    func facts(about recording: Recording) -> RecordingFacts? {
        guard let instance = instances[recording.meeting] else { return nil }
        return RecordingFacts(
            requester: requester.id, host: hostID(of: instance),
            place: MeetingPlace(
                of: instance, schedules: schedules(of: instance),
                areSchedulesWhole: series[instance.id, default: []].allSatisfy { schedules[$0] != nil },
                hostRooms: hostRooms(of: instance)),
            invitation: invitations[instance.id] ?? .unknown, preventsDownload: recording.preventsDownload)
    }

    func isHost(of instance: Meeting) -> Bool { hostID(of: instance) == requester.id }

    /// By address only where Webex tells no id.
    private func hostID(of instance: Meeting) -> PersonID? {
        if let id = instance.host.id { return id }
        return instance.host.email.flatMap { requester.emails.contains($0) ? requester.id : nil }
    }

    private func schedules(of instance: Meeting) -> [Meeting] {
        series[instance.id, default: []].flatMap { schedules[$0, default: []] }
    }

    private func hostRooms(of instance: Meeting) -> [PersonalRoomFinding] {
        // Of a host without an address nothing can be found out.
        guard instance.host.email != nil else { return [.unknown] }
        return roomKeys(of: instance).map { rooms[$0] ?? .unknown }
    }

    /// Of everybody who hosts the instance or a schedule of it, on the site of the meeting, wherever else they have a room.
    private func roomKeys(of instance: Meeting) -> [PersonalRoomKey] {
        let schedules = schedules(of: instance)
        let site = instance.site ?? schedules.lazy.compactMap(\.site).first
        let hosts = ([instance] + schedules).compactMap(\.host.email).uniqued { $0 }
        return hosts.map { PersonalRoomKey(host: $0, site: site) }
    }
}

// MARK: - What is missing

extension Evidence {
    /// Each instance that was recorded, as far as it could be read.
    func instances(of recordings: [Recording]) -> [Meeting] {
        recordings.uniqued(by: \.meeting).compactMap { instances[$0.meeting] }
    }

    func missingRooms(of instances: [Meeting]) -> Set<PersonalRoomKey> {
        Set(instances.flatMap(roomKeys).filter { rooms[$0] == nil })
    }

    /// The host needs none.
    func missingInvitations(to recordings: [Recording]) -> Set<MeetingID> {
        Set(recordings.map(\.meeting)).filter { meeting in
            invitations[meeting] == nil && !(instances[meeting].map(isHost) ?? false)
        }
    }

    func missingSchedules(of instances: [Meeting]) -> Set<ScheduleKey> {
        Set(
            instances.flatMap { instance in
                series[instance.id, default: []].filter { schedules[$0] == nil }
                    .map { ScheduleKey(series: $0, host: instance.host.email) }
            })
    }
}

// MARK: - What the answer says

extension Evidence {
    /// Whether a recording may be coming: the meeting is on or was until a moment ago, or an instance of the last day says
    /// that it was recorded.
    func expectsRecording(at time: Date) -> Bool {
        let isRecorded = instances.values.contains {
            $0.hasRecording && ($0.end ?? .distantPast) > time.addingTimeInterval(-86_400)
        }
        // Webex shows what has ended a quarter of an hour later.
        let hasJustEnded = schedules.values.joined().contains { item in
            // A series can carry the times of all its meetings as one span, which says nothing about today.
            guard let start = item.start, let end = item.end, end < start.addingTimeInterval(86_400) else {
                return false
            }
            return start <= time && time < end.addingTimeInterval(900)
        }
        return isRecorded || hasJustEnded
    }

    /// The entries by the meeting they were recorded in, newest meeting first.
    func groups(of entries: [RecordingsCard.Entry]) -> [RecordingsCard.Group] {
        Dictionary(grouping: entries, by: \.recording.meeting).compactMap { id, entries in
            instances[id].map { RecordingsCard.Group(meeting: $0, entries: entries) }
        }.sorted {
            ($0.meeting.start ?? .distantPast, $0.meeting.id.text) > (
                $1.meeting.start ?? .distantPast, $1.meeting.id.text
            )
        }
    }
}
