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

    func instance(_ id: MeetingID, seenBy viewer: EmailAddress?) async throws -> Meeting {
        try await shared.instances.value(for: .init(meeting: id, viewer: viewer), noOlderThan: life) {
            try await webex.instance(id, seenBy: viewer)
        }
    }

    /// The schedule of a series: as its host sees it, else, when the series has another host by now, as the officer does.
    func schedule(of series: MeetingID, hostedBy host: EmailAddress?) async throws -> Meeting {
        try await shared.schedules.value(for: .init(meeting: series, viewer: host), noOlderThan: life) {
            do {
                return try await webex.meeting(series, seenBy: host)
            } catch let error as WebexError where error.isRefusal && host != nil {
                return try await webex.meeting(series)
            }
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
