/// What somebody asks for, after reading and before looking anything up.
package struct RecordingRequest: Sendable, Equatable {
    /// Which meeting is meant.
    package enum Subject: Sendable, Equatable {
        /// All recordings of the meeting with this number inside the window.
        case number(MeetingNumber)
        /// The same for the meeting that this link leads to.
        case link(MeetingLink)
        /// The recordings of one meeting that ran, forwarded or chosen with a button; the window does not matter.
        case instance(MeetingID)
    }

    /// The way the request came in, as the audit log names it.
    package enum Path: String, Sendable, CaseIterable {
        case command, form, forwarded
        /// A button of a card of ours that names a meeting, or asks for the same once more.
        case button
        /// Nobody asked just now: it was promised to look again until there is a recording.
        case watch
    }

    package var subject: Subject
    /// The host as typed; nothing when the requester left it out.
    package var host: EmailAddress?
    package var daysBack: Int
    package var path: Path

    package init(subject: Subject, host: EmailAddress? = nil, daysBack: Int, path: Path) {
        self.subject = subject
        self.host = host
        self.daysBack = daysBack
        self.path = path
    }
}
