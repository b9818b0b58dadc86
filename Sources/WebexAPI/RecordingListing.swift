package import FoundationEssentials
package import Recordings

/// What a list of recordings came to: those that can be read, and those that nothing can be said of.
package struct RecordingListing: Sendable, Equatable {
    /// Newest first, each once; only what is available, nothing that was deleted.
    package var recordings: [Recording]
    /// When each of the other available recordings was made or finished, as far as that can be read.
    ///
    /// There is no meeting or no time to judge them by, so nobody may have them; they count.
    package var unreadable: [Date?]

    package init(recordings: [Recording] = [], unreadable: [Date?] = []) {
        self.recordings = recordings
        self.unreadable = unreadable
    }

    package var isEmpty: Bool { recordings.isEmpty && unreadable.isEmpty }

    /// What was recorded inside the window; of what cannot be read, everything that may have been.
    package func inside(_ window: Range<Date>) -> Self {
        Self(
            recordings: recordings.filter { window.contains($0.recordedAt) },
            unreadable: unreadable.filter { date in date.map { $0 >= window.lowerBound } ?? true })
    }

    /// The recordings that are meant; what cannot be read may be meant, so it stays.
    package func filter(_ isIncluded: (Recording) -> Bool) -> Self {
        Self(recordings: recordings.filter(isIncluded), unreadable: unreadable)
    }

    /// Several lists as one; what stands in more than one of them is taken once.
    package static func merging(_ listings: [Self]) -> Self {
        var seen: Set<RecordingID> = []
        let recordings = listings.flatMap(\.recordings).filter { seen.insert($0.id).inserted }
        return Self(
            recordings: recordings.sorted { ($0.recordedAt, $0.id.text) > ($1.recordedAt, $1.id.text) },
            unreadable: listings.flatMap(\.unreadable))
    }
}

extension RecordingListing {
    init(_ items: [Lenient<RecordingItem>], hostedBy host: EmailAddress? = nil) {
        var listing = Self()
        for lenient in items {
            guard let item = lenient.item else {
                listing.unreadable.append(nil)
                continue
            }
            guard item.isAvailable else { continue }
            if let recording = Recording(item, hostedBy: host) {
                listing.recordings.append(recording)
            } else {
                listing.unreadable.append(item.createdAt)
            }
        }
        self = .merging([listing])
    }
}

extension Recording {
    /// Nothing when nobody can say of which meeting and from when it is.
    fileprivate init?(_ item: RecordingItem, hostedBy host: EmailAddress?) {
        guard let meeting = item.meetingId, let recordedAt = item.recordedAt else { return nil }
        self.init(
            id: RecordingID(item.id), meeting: MeetingID(meeting), series: item.meetingSeriesId.map { MeetingID($0) },
            topic: item.topic ?? "", recordedAt: recordedAt,
            hostEmail: item.hostEmail.flatMap { EmailAddress($0) } ?? host,
            length: .seconds(min(max(item.durationSeconds ?? 0, 0), Self.longest)),
            size: Int64(exactly: (item.sizeBytes ?? 0).rounded()) ?? 0,
            preventsDownload: item.downloadUrl?.isEmpty ?? true)
    }

    /// No recording is longer, in seconds, whatever a list says.
    private static let longest = 1e7
}
