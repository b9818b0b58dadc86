import Cards
package import FoundationEssentials
package import Policy
package import Recordings
package import WebexAPI

/// Finds the recordings of a meeting and decides which of them the requester may have.
///
/// The calls of one step run side by side, so that a request costs the same few round trips however many meetings and
/// recordings there are. Nothing found and nothing allowed are outcomes; what is thrown is a Webex that gave no answer.
package struct MeetingLookup: Sendable {
    /// With the credential of the compliance officer's grant.
    let webex: WebexClient
    let rules: RecordingRules

    package init(webex: WebexClient, rules: RecordingRules) {
        self.webex = webex
        self.rules = rules
    }

    /// The recordings of the meeting with this number, made inside the window.
    ///
    /// - Parameters:
    ///   - number: As typed.
    ///   - typedHost: Nothing when the requester left it out.
    ///   - requester: As the people resource describes them.
    ///   - window: Decided by the time recorded; the start is inclusive.
    /// - Returns: What there is for the requester, or why there is nothing.
    /// - Throws: ``WebexError`` when a call that decides got no answer; `CancellationError`.
    package func recordings(
        numbered number: MeetingNumber, typedHost: EmailAddress?, for requester: Person, in window: Range<Date>
    ) async throws -> LookupOutcome {
        let search = try await schedule(numbered: number, typedHost: typedHost, for: requester)
        guard let schedule = search.schedule, let host = try await hostEmail(of: schedule) else {
            return .meetingNotFound
        }
        let spans = window.lowerBound.addingTimeInterval(-86_400)..<window.upperBound
        async let listed = instances(of: schedule.series, seenBy: host, in: spans)
        async let room = personalRoom(of: host, on: schedule.site)
        async let invited = invitations(to: schedule.series, for: requester, in: spans)
        let recordings = try await webex.recordings(of: schedule.series, since: window.lowerBound)
            .filter { window.contains($0.recordedAt) }
        let instances = Dictionary(try await listed.map { ($0.id, $0) }) { first, _ in first }
        var evidence = Evidence(
            requester: requester.id, schedule: schedule, instances: instances, rooms: [host: await room],
            invitations: await invited)
        let subject = LookupSubject(meeting: schedule.series, host: host, number: number)
        guard !recordings.isEmpty else {
            return .nothingRecorded(subject, isExpected: evidence.expectsRecording(before: window.upperBound))
        }
        evidence = try await completed(evidence, for: recordings)
        return try await answer(recordings, on: evidence, subject: subject, isHostUnknown: search.isHostUnknown)
    }

    /// The permitted ones of `recordings` with fresh links.
    func answer(
        _ recordings: [Recording], on evidence: Evidence, subject: LookupSubject, isHostUnknown: Bool = false
    ) async throws -> LookupOutcome {
        // A call that was cancelled half-way looks like a fact that nobody could find out, and is no reason to refuse.
        try Task.checkCancellation()
        var permitted: [Recording] = []
        var refused: [DenialReason: Int] = [:]
        for recording in recordings {
            switch rules.decide(evidence.facts(about: recording)) {
            case .permit: permitted.append(recording)
            case .deny(let reason): refused[reason, default: 0] += 1
            }
        }
        guard !permitted.isEmpty else {
            // Of two rules that refused as many, the one named first in the list of rules.
            let order = DenialReason.allCases
            let main = order.max { refused[$0, default: 0] < refused[$1, default: 0] } ?? .cannotBeChecked
            return .denied(subject, main)
        }
        let chosen = Array(permitted.prefix(RecordingsCard.entriesPerAnswer))
        let entries = try await links(to: chosen)
        guard entries.contains(where: { !$0.links.isEmpty }) else { return .noLinks(subject) }
        return .found(
            FoundRecordings(
                subject: subject, groups: evidence.groups(of: entries), refused: refused,
                moreExist: permitted.count > chosen.count, isHostUnknown: isHostUnknown))
    }

    /// Asks for all links side by side, 32 at a time.
    private func links(to recordings: [Recording]) async throws -> [RecordingsCard.Entry] {
        try await recordings.concurrentMap(width: 32) { recording in
            do {
                return RecordingsCard.Entry(
                    recording: recording, links: try await webex.downloadLinks(of: recording.id))
            } catch let error as WebexError where error.isRefusal {
                let none = DownloadLinks(video: nil, audio: nil, transcript: nil, expiration: nil)
                return RecordingsCard.Entry(recording: recording, links: none)
            }
        }
    }
}

// MARK: - The steps

extension MeetingLookup {
    private struct ScheduleSearch {
        var schedule: Meeting?
        /// Nothing was found as the typed host, and the requester's own view was taken.
        var isHostUnknown = false
    }

    /// Looks as the typed host and as the requester at once; the requester's view counts when the host's shows nothing.
    private func schedule(
        numbered number: MeetingNumber, typedHost: EmailAddress?, for requester: Person
    ) async throws -> ScheduleSearch {
        guard let own = requester.emails.first else { return ScheduleSearch() }
        guard let typedHost, !requester.emails.contains(typedHost) else {
            let host = typedHost ?? own
            return ScheduleSearch(schedule: try await meetingsOrNone(numbered: number, seenBy: host).first)
        }
        async let ownView = Result.of { try await meetingsOrNone(numbered: number, seenBy: own) }
        let hostView: [Meeting]
        do {
            hostView = try await webex.meetings(numbered: number, seenBy: typedHost)
        } catch let error as WebexError where error.isRefusal {
            hostView = []
        }
        if let schedule = hostView.first { return ScheduleSearch(schedule: schedule) }
        return ScheduleSearch(schedule: try await ownView.get().first, isHostUnknown: true)
    }

    private func meetingsOrNone(numbered number: MeetingNumber, seenBy host: EmailAddress) async throws -> [Meeting] {
        do {
            return try await webex.meetings(numbered: number, seenBy: host)
        } catch let error as WebexError where error.code == .notFound {
            return []
        }
    }

    private func hostEmail(of meeting: Meeting) async throws -> EmailAddress? {
        if let email = meeting.host.email { return email }
        guard let id = meeting.host.id else { return nil }
        return try await webex.person(id).emails.first
    }

    /// A series that Webex does not list instances of is looked at recording by recording.
    private func instances(
        of series: MeetingID, seenBy host: EmailAddress, in window: Range<Date>
    ) async throws -> [Meeting] {
        do {
            return try await webex.endedInstances(of: series, seenBy: host, in: window)
        } catch let error as WebexError where error.isRefusal {
            return []
        }
    }

    func personalRoom(of host: EmailAddress, on site: String?) async -> PersonalRoomFinding {
        guard rules.protectsPersonalRooms else { return .unknown }
        do {
            return .room(try await webex.personalRoom(of: host, on: site))
        } catch let error as WebexError where error.code == .notFound {
            return .none
        } catch {
            return .unknown
        }
    }

    private func invitations(
        to series: MeetingID, for requester: Person, in window: Range<Date>
    ) async -> Evidence.Invitations {
        guard rules.inviteesOnly, let own = requester.emails.first else { return .unknown }
        guard let listed = try? await webex.endedInstances(of: series, seenBy: own, in: window) else { return .unknown }
        return .listed(Set(listed.map(\.id)))
    }

    /// Reads the instances that no list named, then the personal rooms of hosts that are not the schedule's.
    func completed(_ evidence: Evidence, for recordings: [Recording]) async throws -> Evidence {
        var evidence = evidence
        let unlisted = recordings.filter { evidence.instances[$0.meeting] == nil }
        let found = try await unlisted.uniqued(by: \.meeting).concurrentMap(width: 32) { recording in
            try? await webex.meeting(recording.meeting, seenBy: recording.hostEmail)
        }
        for case let meeting? in found { evidence.instances[meeting.id] = meeting }
        let hosts = Set(recordings.compactMap { evidence.instances[$0.meeting]?.host.email })
        let unasked = hosts.filter { evidence.rooms[$0] == nil }
        let site = evidence.schedule?.site
        let rooms = try await Array(unasked).concurrentMap(width: 32) { ($0, await personalRoom(of: $0, on: site)) }
        evidence.rooms.merge(rooms) { _, new in new }
        return evidence
    }
}
