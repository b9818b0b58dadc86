import FoundationEssentials
import Policy
import Recordings
import WebexAPI

/// Which instances of a meeting stand in the requester's own list.
enum Invitations: Sendable {
    case listed(Set<MeetingID>)
    /// Webex does not list them as a whole; it can be asked about one after the other.
    case refused
    /// Nobody needs to know, or it could not be found out.
    case unknown
}

extension RequesterLookup {
    /// The personal room of a host, for the rule that protects it.
    func personalRoom(of host: EmailAddress, on site: String?) async -> PersonalRoomFinding {
        // A host has a room on each site, and that of another site proves nothing.
        guard rules.protectsPersonalRooms, let site else { return .unknown }
        return (try? await reader.personalRoom(of: host, on: site)) ?? .unknown
    }

    /// What of the meeting is in the requester's own list, for the rule that asks for an invitation.
    func listedInstances(of meeting: FoundMeeting, in window: Range<Date>) async -> Invitations {
        guard rules.inviteesOnly, let own = requester.emails.first else { return .unknown }
        do {
            let window = window.startingADayEarlier
            let listed = try await reader.webex.endedInstances(of: meeting.series, seenBy: own, in: window)
            return .listed(Set(listed.map(\.id)))
        } catch let error as WebexError where error.code == .notFound {
            return .listed([])
        } catch let error as WebexError where error.isRefusal {
            return .refused
        } catch {
            return .unknown
        }
    }

    /// Reads what is still missing to decide on the recordings; what cannot be read stays missing.
    func completed(_ evidence: Evidence, for recordings: [Recording]) async throws -> Evidence {
        var evidence = evidence
        for recording in recordings { evidence.note(recording) }
        let unasked = evidence.missingInvitations(to: recordings)
        async let invitations = invitations(to: unasked)
        let unlisted = recordings.filter { evidence.instances[$0.meeting] == nil }.uniqued(by: \.meeting)
        for instance in try await instances(of: unlisted) { evidence.add(instance) }
        let hosted = evidence.instances(of: recordings)
        for instance in try await addressed(hosted.filter { $0.host.email == nil }) { evidence.add(instance) }
        let subjects = evidence.instances(of: recordings).filter { !evidence.isHost(of: $0) }
        let missing = (rooms: evidence.missingRooms(of: subjects), schedules: evidence.missingSchedules(of: subjects))
        async let rooms = rooms(missing.rooms)
        async let schedules = schedules(missing.schedules)
        evidence.rooms.merge(try await rooms) { _, new in new }
        evidence.schedules.merge(try await schedules) { old, _ in old }
        evidence.invitations.merge(try await invitations) { old, _ in old }
        // Only a schedule that somebody else hosts brings up another room.
        evidence.rooms.merge(try await self.rooms(evidence.missingRooms(of: subjects))) { old, _ in old }
        return evidence
    }

    private func invitations(to meetings: Set<MeetingID>) async throws -> [MeetingID: Invitation] {
        guard rules.inviteesOnly, let own = requester.emails.first else { return [:] }
        let invitations = try await Array(meetings).concurrentMap(width: 32) { meeting in
            (meeting, await invitation(to: meeting, as: own))
        }
        return Dictionary(invitations) { first, _ in first }
    }

    private func invitation(to meeting: MeetingID, as own: EmailAddress) async -> Invitation {
        do {
            _ = try await reader.webex.instance(meeting, seenBy: own)
            return .invited
        } catch let error as WebexError where error.isRefusal {
            return .notInvited
        } catch {
            return .unknown
        }
    }

    private func instances(of recordings: [Recording]) async throws -> [Meeting] {
        try await recordings.concurrentMap(width: 32) { recording in
            try? await reader.instance(recording.meeting, recordedBy: recording.hostEmail)
        }.compactMap { $0 }
    }

    /// With the address of the host, which the host's personal room is asked for by.
    private func addressed(_ instances: [Meeting]) async throws -> [Meeting] {
        try await instances.concurrentMap(width: 32) { instance in
            var instance = instance
            instance.host.email = (try? await reader.address(of: [instance.host])) ?? nil
            return instance
        }
    }

    private func rooms(_ keys: Set<PersonalRoomKey>) async throws -> [PersonalRoomKey: PersonalRoomFinding] {
        guard rules.protectsPersonalRooms else { return [:] }
        let rooms = try await Array(keys).concurrentMap(width: 32) { key in
            (key, await personalRoom(of: key.host, on: key.site))
        }
        return Dictionary(rooms) { first, _ in first }
    }

    private func schedules(_ keys: Set<ScheduleKey>) async throws -> [MeetingID: [Meeting]] {
        guard rules.protectsPersonalRooms else { return [:] }
        let found = try await Array(keys).concurrentMap(width: 32) { key in
            (key.series, (try? await reader.schedule(of: key.series, hostedBy: key.host)).map { [$0] })
        }
        return Dictionary(found.compactMap { series, items in items.map { (series, $0) } }) { $0 + $1 }
    }
}

extension Range<Date> {
    /// A meeting that began the evening before can be recorded in this window.
    var startingADayEarlier: Self { lowerBound.addingTimeInterval(-86_400)..<upperBound }
}
