package import FoundationEssentials

/// What Webex tells about one recording; never the file itself.
package struct Recording: Sendable, Equatable {
    package var id: RecordingID
    /// The instance that was recorded.
    package var meeting: MeetingID
    package var series: MeetingID?
    package var topic: String
    /// When the record button was pressed; decides whether the recording lies in the window.
    package var recordedAt: Date
    package var hostEmail: EmailAddress?
    package var length: Duration
    /// In bytes.
    package var size: Int64
    /// Whether the host or the site switched downloading off.
    package var preventsDownload: Bool

    package init(
        id: RecordingID, meeting: MeetingID, series: MeetingID?, topic: String, recordedAt: Date,
        hostEmail: EmailAddress?, length: Duration, size: Int64, preventsDownload: Bool
    ) {
        self.id = id
        self.meeting = meeting
        self.series = series
        self.topic = topic
        self.recordedAt = recordedAt
        self.hostEmail = hostEmail
        self.length = length
        self.size = size
        self.preventsDownload = preventsDownload
    }
}

/// Addresses that hand out the files of one recording to whoever has them, for a few hours.
package struct DownloadLinks: Sendable, Equatable {
    package var video: String?
    package var audio: String?
    package var transcript: String?
    /// When the links stop working, where Webex tells.
    package var expiration: Date?

    package init(video: String?, audio: String?, transcript: String?, expiration: Date?) {
        self.video = video
        self.audio = audio
        self.transcript = transcript
        self.expiration = expiration
    }

    package var isEmpty: Bool { video == nil && audio == nil && transcript == nil }
}

extension DownloadLinks: CustomStringConvertible, CustomReflectable {
    /// Whoever holds a link holds the recording, so a description names none.
    package var description: String { "(download links)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
