package import FoundationEssentials
package import Recordings

extension WebexClient {
    /// The available recordings of a meeting, whoever hosts it.
    ///
    /// - Parameters:
    ///   - meeting: A series or an instance.
    ///   - window: Nothing for all there are. Webex ignores windows beside a meeting, and takes none of more than 30 days
    ///     elsewhere, so it is told none: pages are read until one lies wholly before the window, and what was recorded outside
    ///     it is left out here.
    /// - Returns: An empty list when nothing was recorded; absence is no error.
    /// - Throws: ``WebexError``, with code `.forbidden` when the credential has no such role.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/recordings/list-recordings-for-an-admin-or-compliance-officer>
    package func recordings(of meeting: MeetingID, in window: Range<Date>?) async throws -> RecordingListing {
        try await recordings("/admin/recordings", [("meetingId", meeting.text), ("max", "100")], in: window)
    }

    /// The available recordings of one instance, asked for in the name of its host.
    ///
    /// - Parameters:
    ///   - instance: No series.
    ///   - host: The host of the instance.
    ///   - window: Counts here also beside a meeting.
    /// - Returns: An empty list when nothing was recorded inside the window.
    /// - Throws: ``WebexError``.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/recordings/list-recordings>
    package func recordings(
        of instance: MeetingID, hostedBy host: EmailAddress, in window: Range<Date>
    ) async throws -> RecordingListing {
        let query = [("meetingId", instance.text), ("hostEmail", host.text), ("max", "100")] + Self.span(window)
        return try await recordings("/recordings", query, in: window, hostedBy: host)
    }

    /// The available recordings of all meetings of a host, and those that were shared with them.
    ///
    /// - Parameters:
    ///   - host: Whose.
    ///   - window: Read in parts of at most 30 days, the longest window that lists of recordings are said to take.
    /// - Returns: An empty list when nothing was recorded inside the window.
    /// - Throws: ``WebexError``.
    package func recordings(hostedBy host: EmailAddress, in window: Range<Date>) async throws -> RecordingListing {
        try await withThrowingTaskGroup(of: RecordingListing.self) { group in
            for part in window.parts(ofAtMost: Self.longestSpan) {
                group.addTask {
                    let query = [("hostEmail", host.text), ("max", "100")] + Self.span(part)
                    return try await recordings("/recordings", query, in: part, hostedBy: host)
                }
            }
            return .merging(try await group.reduce(into: []) { $0.append($1) })
        }
    }

    /// Whether Webex shows the recordings of others to this credential.
    ///
    /// - Returns: `false` when Webex refuses for want of a role or a scope.
    /// - Throws: ``WebexError`` when Webex gives no answer from which that could be concluded.
    package func readsRecordings() async throws -> Bool {
        do {
            let call = WebexCall("/admin/recordings", at: baseURL, query: [("max", "1")])
            // Read, for a page of somebody in between would prove nothing.
            _ = try await answer(to: call, as: Items<RecordingItem>.self)
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

extension WebexClient {
    private static var longestSpan: TimeInterval { 30 * 86_400 }

    private static func span(_ window: Range<Date>) -> [(String, String?)] {
        [("from", WireDate.format(window.lowerBound)), ("to", WireDate.format(window.upperBound))]
    }

    /// Reads a list page by page, as far as anything can come that lies in the window.
    ///
    /// Lists are sorted by when the file was ready. No recording is ready before it was made, so a page of which every file
    /// was ready before the window is the last one.
    private func recordings(
        _ path: String, _ query: [(String, String?)], in window: Range<Date>?, hostedBy host: EmailAddress? = nil
    ) async throws -> RecordingListing {
        let call = WebexCall(path, at: baseURL, query: query)
        let items: [Lenient<RecordingItem>] = try await allItems(of: call) { page in
            guard let earliest = window?.lowerBound, !page.isEmpty else { return false }
            return page.allSatisfy { $0.item?.createdAt.map { $0 < earliest } ?? false }
        }
        let listing = RecordingListing(items, hostedBy: host)
        return window.map(listing.inside) ?? listing
    }
}

extension Range<Date> {
    /// This window in parts that are no longer than `length` seconds and overlap by a second, so that nothing falls between
    /// them when Webex rounds their ends.
    func parts(ofAtMost length: TimeInterval) -> [Self] {
        var parts: [Self] = []
        var start = lowerBound
        while upperBound.timeIntervalSince(start) > length {
            let end = start.addingTimeInterval(length)
            parts.append(start..<end)
            start = end.addingTimeInterval(-1)
        }
        return parts + [start..<upperBound]
    }
}
