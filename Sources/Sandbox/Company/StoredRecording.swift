package import FoundationEssentials

/// One recording of an instance.
package struct StoredRecording: Sendable, Equatable {
    /// What a temporary link can lead to.
    package enum File: String, Sendable, CaseIterable { case video, audio, transcript }

    /// What became of it; a deleted one is in the recycle bin, a purged one has left that too.
    package enum Status: String, Sendable, CaseIterable { case available, deleted, purged }

    /// 32 hexadecimal digits.
    package var id: String
    package var host: MeetingHost
    package var topic: String
    /// When the record button was pressed.
    package var recordedAt: Date
    /// When Webex had finished the file; nobody sees the recording earlier.
    package var createdAt: Date
    /// How long it plays.
    package var seconds: Int
    /// In bytes.
    package var size: Int
    /// `MP4`, `ARF` or `UPLOADED`.
    package var format: String
    /// The product that made it: `MeetingCenter`, `EventCenter`, `SupportCenter` or `TrainingCenter`.
    package var serviceType: String
    package var status: Status
    /// The files that direct links exist for; none for what was recorded by other products.
    package var files: Set<File>
    /// Whether the host or the site switched downloading off.
    package var preventsDownload: Bool

    /// Whether people in the meeting's space are shown the recording at `now`.
    package func isShared(at now: Date) -> Bool { status == .available && createdAt <= now }
}
