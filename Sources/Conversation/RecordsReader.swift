import FoundationEssentials
import Policy
import Recordings
import WebexAPI

/// Reads about meetings and recordings with the grant; what is the same for whoever asks is read once for all of them.
struct RecordsReader: Sendable {
    let webex: WebexClient
    let shared: SharedReadings
    /// How long what was read serves others.
    let life: Duration

    /// The schedule items that go by the reference in the list of `viewer`.
    func meetings(_ reference: MeetingReference, seenBy viewer: EmailAddress) async throws -> [Meeting] {
        try await shared.views.value(for: .init(reference: reference, viewer: viewer), noOlderThan: life) {
            try await webex.meetings(reference, seenBy: viewer)
        }
    }

    /// What was recorded and what ran under a meeting inside the window.
    func contents(of meeting: FoundMeeting, in window: Range<Date>) async throws -> SeriesContents {
        let key = SharedReadings.MeetingKey(meeting: meeting.series, viewer: meeting.host, window: window)
        return try await shared.contents.value(for: key, noOlderThan: life) {
            try await SeriesReading(webex: webex, shared: shared, meeting: meeting, window: window).contents()
        }
    }

    /// One instance with its recordings, by whatever somebody says that its id is.
    func reading(of id: MeetingID) async throws -> InstanceReading {
        try await shared.readings.value(for: id, noOlderThan: life) {
            try await InstanceReading(of: id, webex: webex, shared: shared)
        }
    }

    /// One instance, as whoever recorded it sees it, else as the officer does: a cohost need not see what they recorded.
    func instance(_ id: MeetingID, recordedBy host: EmailAddress?) async throws -> Meeting {
        try await shared.instances.value(for: .init(meeting: id, viewer: host), noOlderThan: life) {
            try await Self.orAsOfficer(host) { try await webex.instance(id, seenBy: $0) }
        }
    }

    /// The schedule of a series, as the host of an instance sees it, else as the officer does: the series may have been
    /// handed over.
    func schedule(of series: MeetingID, hostedBy host: EmailAddress?) async throws -> Meeting {
        try await shared.schedules.value(for: .init(meeting: series, viewer: host), noOlderThan: life) {
            try await Self.orAsOfficer(host) { try await webex.meeting(series, seenBy: $0) }
        }
    }

    private static func orAsOfficer(
        _ viewer: EmailAddress?, _ read: (EmailAddress?) async throws -> Meeting
    ) async throws -> Meeting {
        do {
            return try await read(viewer)
        } catch let error as WebexError where error.isRefusal && viewer != nil {
            return try await read(nil)
        }
    }

    /// Whether the host has a room on this site, and which.
    func personalRoom(of host: EmailAddress, on site: String) async throws -> PersonalRoomFinding {
        try await shared.rooms.value(for: .init(host: host, site: site), noOlderThan: life) {
            do {
                return .room(try await webex.personalRoom(of: host, on: site))
            } catch let error as WebexError where error.code == .notFound {
                return .none
            }
        }
    }

    func downloadLinks(of recording: RecordingID, _ age: LinkAge) async throws -> DownloadLinks {
        try await shared.links.value(for: recording, noOlderThan: age == .new ? .zero : life) {
            try await webex.downloadLinks(of: recording)
        }
    }

    /// The address of the first of these hosts that has one, which personal rooms and lists are asked for by.
    func address(of hosts: [Meeting.Host]) async throws -> EmailAddress? {
        if let email = hosts.lazy.compactMap(\.email).first { return email }
        guard let id = hosts.lazy.compactMap(\.id).first else { return nil }
        return try await webex.person(id).emails.first
    }
}
