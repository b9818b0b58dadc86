package import FoundationEssentials
package import Recordings

/// A recording as the Recordings API answers, in lists and alone.
private struct RecordingItem: Decodable {
    struct Links: Decodable {
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

extension WebexClient {
    /// The available recordings of a meeting, whoever hosts it, newest first.
    ///
    /// - Parameters:
    ///   - meeting: A series or an instance. Webex ignores windows beside it, so pages are read until one lies wholly
    ///     before `earliest`, and nothing older than that is returned.
    ///   - earliest: Nothing keeps all.
    /// - Returns: An empty list when nothing was recorded; absence is no error.
    /// - Throws: ``WebexError``.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/recordings/list-recordings-for-an-admin-or-compliance-officer>
    package func recordings(of meeting: MeetingID, since earliest: Date?) async throws -> [Recording] {
        let query = [("meetingId", meeting.text), ("max", "100")]
        let call = WebexCall("/admin/recordings", at: baseURL, query: query)
        let items: [RecordingItem] = try await allItems(of: call) { page in
            guard let earliest else { return false }
            return !page.isEmpty && page.allSatisfy { $0.recordedAt.map { $0 < earliest } ?? false }
        }
        return items.compactMap { Recording($0) }.filter { recording in
            earliest.map { recording.recordedAt >= $0 } ?? true
        }.sorted { $0.recordedAt > $1.recordedAt }
    }

    /// Whether Webex shows the recordings of others to this credential.
    ///
    /// - Returns: `false` when Webex refuses for want of a role or a scope.
    /// - Throws: ``WebexError`` when Webex gives no answer from which that could be concluded.
    package func readsRecordings() async throws -> Bool {
        do {
            _ = try await send(WebexCall("/admin/recordings", at: baseURL, query: [("max", "1")]))
            return true
        } catch let error as WebexError where [.forbidden, .unauthorized].contains(error.code) {
            return false
        }
    }

    /// Fresh links to the files of a recording.
    ///
    /// Never with a host: read with the compliance scope, Webex then refuses.
    ///
    /// - Returns: Empty links when Webex gives none.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/recordings/get-recording-details>
    package func downloadLinks(of recording: RecordingID) async throws -> DownloadLinks {
        let call = WebexCall("/recordings/{id}", id: recording.text, at: baseURL)
        let links = try await answer(to: call, as: RecordingItem.self).temporaryDirectDownloadLinks
        let address: (String?) -> String? = { $0.flatMap { $0.isEmpty ? nil : $0 } }
        return DownloadLinks(
            video: address(links?.recordingDownloadLink), audio: address(links?.audioDownloadLink),
            transcript: address(links?.transcriptDownloadLink), expiration: links?.expiration.flatMap(WireDate.parse))
    }
}

extension RecordingItem {
    fileprivate var recordedAt: Date? { (timeRecorded ?? createTime).flatMap(WireDate.parse) }
}

extension Recording {
    /// Nothing when the recording is deleted, or nobody can say of which meeting and from when it is.
    fileprivate init?(_ item: RecordingItem) {
        guard item.status ?? "available" == "available", let meeting = item.meetingId, let recordedAt = item.recordedAt
        else {
            return nil
        }
        self.init(
            id: RecordingID(item.id), meeting: MeetingID(meeting), series: item.meetingSeriesId.map { MeetingID($0) },
            topic: item.topic ?? "", recordedAt: recordedAt, hostEmail: item.hostEmail.flatMap { EmailAddress($0) },
            length: .seconds(item.durationSeconds ?? 0), size: Int64(exactly: (item.sizeBytes ?? 0).rounded()) ?? 0,
            preventsDownload: item.downloadUrl == nil)
    }
}
