package import FoundationEssentials
import Policy
package import Recordings
package import WebexAPI

/// What is read about a forwarded meeting while it is still found out who forwarded it.
package struct ForwardedMeeting: Sendable {
    /// Nothing when Webex does not know it.
    var instance: Meeting?
    var recordings: [Recording]

    /// Reads the instance and its recordings side by side; needs nothing but the id.
    package init(reading id: MeetingID, from webex: WebexClient) async throws {
        async let recordings = webex.recordings(of: id, since: nil)
        do {
            instance = try await webex.meeting(id)
            self.recordings = try await recordings
        } catch let error as WebexError where error.code == .notFound {
            instance = nil
            self.recordings = []
        }
    }
}

extension MeetingLookup {
    /// The recordings of a forwarded meeting that the requester may have.
    ///
    /// - Parameters:
    ///   - forwarded: As read already.
    ///   - requester: As the people resource describes them.
    ///   - time: Now.
    /// - Returns: What came of it; nothing found and nothing allowed are no errors.
    /// - Throws: ``WebexError`` when Webex gives no answer about the links.
    package func recordings(
        of forwarded: ForwardedMeeting, for requester: Person, at time: Date
    ) async throws -> LookupOutcome {
        guard let instance = forwarded.instance else { return .meetingNotFound }
        let subject = LookupSubject(meeting: instance.id, host: instance.host.email, number: instance.number)
        var evidence = Evidence(requester: requester.id, instances: [instance.id: instance])
        guard !forwarded.recordings.isEmpty else {
            return .nothingRecorded(subject, isExpected: evidence.expectsRecording(before: time))
        }
        async let schedule = schedule(of: instance)
        async let invited = invitation(to: instance, for: requester)
        if let host = instance.host.email { evidence.rooms[host] = await personalRoom(of: host, on: instance.site) }
        evidence.schedule = await schedule
        evidence.invitations = await invited
        // The id comes from whoever forwarded it and may name a whole series: every recording is decided by the facts of
        // the instance that it was made in.
        evidence = try await completed(evidence, for: forwarded.recordings)
        return try await answer(forwarded.recordings, on: evidence, subject: subject)
    }

    /// Needed for its number, which tells a personal room.
    private func schedule(of instance: Meeting) async -> Meeting? {
        guard rules.protectsPersonalRooms, instance.series != instance.id else { return nil }
        return try? await webex.meeting(instance.series, seenBy: instance.host.email)
    }

    private func invitation(to instance: Meeting, for requester: Person) async -> Evidence.Invitations {
        guard rules.inviteesOnly, let own = requester.emails.first else { return .unknown }
        do {
            return .listed([try await webex.meeting(instance.id, seenBy: own).id, instance.id])
        } catch let error as WebexError where error.isRefusal {
            return .listed([])
        } catch {
            return .unknown
        }
    }
}
