package import FoundationEssentials
import JSONTree
package import Recordings

/// What is kept of one decision, or of handing over its answer; never a link, a title or the text of a message.
///
/// Values that a request did not have, or that were not found out, are absent and written as `null`.
package struct AuditLine: Sendable {
    /// How a request ended.
    package enum Status: String, Sendable, CaseIterable {
        /// Links go out to the requester.
        case permitted
        /// A rule said no; ``AuditLine/rule`` names it.
        case denied
        /// Nothing was refused, and there was nothing to give.
        case nodata
        /// The request could not be understood.
        case invalid
        /// The request could not be carried out now.
        case unavailable
        /// In a second line for the same event: the answer has arrived.
        case delivered
        /// In a second line for the same event: the answer could not be sent.
        case failed
    }

    /// The recordings of one meeting that ran.
    package struct RecordedMeeting: Sendable, Equatable {
        package var id: MeetingID
        package var recordings: [RecordingID]

        package init(id: MeetingID, recordings: [RecordingID]) {
            self.id = id
            self.recordings = recordings
        }
    }

    /// Who asked, by the primary address of the verified account.
    package var requestor: EmailAddress?
    package var meetingHost: EmailAddress?
    package var meetingNumber: MeetingNumber?
    /// The window that was searched; 0 for a forwarded recording, where none is.
    package var daysBack: Int?
    /// What the requester gets links to; empty unless permitted.
    package var recordings: [RecordedMeeting] = []
    package var status: Status
    /// Words of our own about this kind of outcome; a constant, so that nothing of a request can get into it.
    package var description: StaticString
    package var time: Date
    package var eventID: EventID
    package var requestorID: PersonID?
    /// The meeting series, or the instance that was forwarded.
    package var meetingID: MeetingID?
    package var path: RecordingRequest.Path?
    /// The rule that said no.
    package var rule: DenialReason?
    /// What the requester was told to quote; the log carries it too.
    package var reference: String?

    /// A line with what every line has; the rest is set where it is known.
    package init(_ status: Status, _ description: StaticString, event: EventID, at time: Date) {
        self.status = status
        self.description = description
        self.eventID = event
        self.time = time
    }
}

extension AuditLine: Equatable {
    package static func == (one: Self, other: Self) -> Bool { one.json == other.json }
}

extension AuditLine {
    /// The line as it is written, without its line feed.
    package var text: String { json.text }

    /// The members in the order of the file format: first those that earlier audit logs had, under their names.
    private var json: JSONValue {
        [
            "requestor": JSONValue(requestor?.text),
            "meeting_host": JSONValue(meetingHost?.text),
            "meeting_number": JSONValue(meetingNumber?.digits),
            "days_back": daysBack.map { JSONValue($0) } ?? .null,
            "recordings": .array(recordings.map(\.json)),
            "status": .string(status.rawValue),
            "description": .string("\(description)"),
            "time": .string(Self.timeFormat.format(time)),
            "event_id": .string(eventID.text),
            "requestor_id": JSONValue(requestorID?.key),
            "meeting_id": JSONValue(meetingID?.text),
            "path": JSONValue(path?.rawValue),
            "rule": JSONValue(rule?.rawValue),
            "reference": JSONValue(reference),
        ]
    }

    private static let timeFormat = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

extension AuditLine.RecordedMeeting {
    fileprivate var json: JSONValue {
        [
            "meetingId": .string(id.text),
            "recordings": .array(recordings.map { ["id": .string($0.text)] }),
        ]
    }
}
