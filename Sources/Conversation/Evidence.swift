import Cards
import FoundationEssentials
import Policy
import Recordings

/// What a look-up has found out, and what of it speaks to one recording.
struct Evidence: Sendable {
    /// The instances that the requester sees.
    enum Invitations: Sendable { case listed(Set<MeetingID>), unknown }

    var requester: PersonID
    var schedule: Meeting?
    var instances: [MeetingID: Meeting] = [:]
    /// By host.
    var rooms: [EmailAddress: PersonalRoomFinding] = [:]
    var invitations: Invitations = .unknown

    /// The facts that the rules decide by; nothing when the meeting that was recorded could not be read.
    func facts(about recording: Recording) -> RecordingFacts? {
        guard let instance = instances[recording.meeting] else { return nil }
        let room = instance.host.email.flatMap { rooms[$0] } ?? .unknown
        let invitation: Invitation =
            switch invitations {
            case .listed(let meetings): meetings.contains(recording.meeting) ? .invited : .notInvited
            case .unknown: .unknown
            }
        return RecordingFacts(
            requester: requester, host: instance.host.id,
            place: MeetingPlace(of: instance, schedule: schedule, hostRoom: room),
            invitation: invitation, preventsDownload: recording.preventsDownload)
    }

    /// Whether an instance of the last day says that it was recorded, though no recording is there yet.
    func expectsRecording(before end: Date) -> Bool {
        instances.values.contains { $0.hasRecording && ($0.end ?? .distantPast) > end.addingTimeInterval(-86_400) }
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
