import FoundationEssentials
import Policy
import Recordings
import WebexAPI

/// One look-up for one requester, by the steps in the files beside this one.
struct RequesterLookup: Sendable {
    let reader: RecordsReader
    let rules: RecordingRules
    let requester: Person
    let links: LinkAge

    /// Finds the meeting, reads everything about it side by side, and hands out what is permitted.
    func recordings(
        of reference: MeetingReference, typedHost: EmailAddress?, in window: Range<Date>
    ) async throws -> LookupOutcome {
        let search = try await meetings(reference, typedHost: typedHost)
        guard let first = search.meetings.first else {
            if case .link = reference { return .linkNotResolved }
            return .meetingNotFound
        }
        var evidence = Evidence(requester: requester)
        var listings: [RecordingListing] = []
        // One number can stand for several meetings: another year's, another host's. All of them are meant.
        let readings = try await search.meetings.concurrentMap(width: 8) { try await read($0, in: window.wholeHours) }
        for reading in readings {
            evidence.add(reading)
            listings.append(reading.contents.listing.inside(window))
        }
        let listing = RecordingListing.merging(listings)
        let subject = LookupSubject(
            meeting: first.series, host: first.host, number: first.number ?? reference.number,
            isHostUnknown: search.isHostUnknown)
        guard !listing.isEmpty else {
            return .nothingRecorded(subject, isExpected: evidence.expectsRecording(at: window.upperBound))
        }
        evidence = try await completed(evidence, for: listing.recordings)
        return try await answer(listing, on: evidence, subject: subject)
    }

    /// Step C: what was recorded, what ran, whose room it could have been and what the requester was invited to.
    private func read(_ meeting: FoundMeeting, in window: Range<Date>) async throws -> MeetingReading {
        async let room = personalRoom(of: meeting.host, on: meeting.site)
        async let invited = listedInstances(of: meeting, in: window)
        let contents = try await reader.contents(of: meeting, in: window)
        return MeetingReading(meeting: meeting, contents: contents, hostRoom: await room, invited: await invited)
    }
}

/// What step C found out about one meeting.
struct MeetingReading: Sendable {
    var meeting: FoundMeeting
    var contents: SeriesContents
    var hostRoom: PersonalRoomFinding
    var invited: Invitations
}

extension MeetingReference {
    fileprivate var number: MeetingNumber? { if case .number(let number) = self { number } else { nil } }
}

extension Range<Date> {
    /// The whole hours around this window, so that requests of the same time ask Webex for the same.
    var wholeHours: Self {
        let hour: TimeInterval = 3_600
        let start = (lowerBound.timeIntervalSinceReferenceDate / hour).rounded(.down) * hour
        let end = (upperBound.timeIntervalSinceReferenceDate / hour).rounded(.up) * hour
        return Date(timeIntervalSinceReferenceDate: start)..<Date(timeIntervalSinceReferenceDate: end)
    }
}
