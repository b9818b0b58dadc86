import FoundationEssentials
import Recordings

/// A recording as the Recordings API answers, in lists and alone.
struct RecordingItem: Decodable, Sendable {
    struct Links: Decodable, Sendable {
        var recordingDownloadLink: String?
        var audioDownloadLink: String?
        var transcriptDownloadLink: String?
        var expiration: String?
    }
    var id: String
    var meetingId: String?
    var meetingSeriesId: String?
    var topic: String?
    var createTime: String?
    var timeRecorded: String?
    var downloadUrl: String?
    var hostEmail: String?
    var durationSeconds: Double?
    var sizeBytes: Double?
    var status: String?
    var temporaryDirectDownloadLinks: Links?
}

extension RecordingItem {
    /// When the record button was pressed.
    var recordedAt: Date? { timeRecorded.flatMap(WireDate.parse) }
    /// When the file was ready, which is what Webex sorts by; never before ``recordedAt``.
    var createdAt: Date? { createTime.flatMap(WireDate.parse) ?? recordedAt }
    var isAvailable: Bool { status ?? "available" == "available" }
}

/// An item of a list that does not cost the others when it cannot be read.
struct Lenient<Item: Decodable & Sendable>: Decodable, Sendable {
    /// Nothing when it is not of the expected form.
    var item: Item?

    init(from decoder: any Decoder) throws { item = try? Item(from: decoder) }
}
