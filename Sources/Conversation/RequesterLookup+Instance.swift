import FoundationEssentials
import Recordings
import WebexAPI

/// What is read about one meeting that ran while it is still found out who asks for it.
package struct InstanceReading: Sendable {
    /// What somebody says that the meeting's id is.
    var id: MeetingID
    /// Nothing when Webex knows no instance by it.
    var instance: Meeting?
    var listing: RecordingListing
}

extension RequesterLookup {
    /// The recordings of one meeting that the requester may have.
    ///
    /// The id comes from whoever asks and may name a whole series or somebody else's meeting: every recording is decided by
    /// the facts of the instance that it was made in.
    func recordings(of reading: InstanceReading, at time: Date) async throws -> LookupOutcome {
        let instance = reading.instance
        var evidence = Evidence(requester: requester)
        if let instance { evidence.add(instance) }
        let subject = LookupSubject(meeting: reading.id, host: instance?.host.email, number: instance?.number)
        guard !reading.listing.isEmpty else {
            guard instance != nil else { return .meetingNotFound }
            return .nothingRecorded(subject, isExpected: evidence.expectsRecording(at: time))
        }
        evidence = try await completed(evidence, for: reading.listing.recordings)
        return try await answer(reading.listing, on: evidence, subject: subject)
    }
}

extension InstanceReading {
    /// Reads the instance and its recordings side by side, as the officer; where the grant may not list everybody's
    /// recordings, then those of the instance as its host.
    init(of id: MeetingID, webex: WebexClient, shared: SharedReadings) async throws {
        async let pending = Self.listing(of: id, webex, shared)
        let instance = try await Self.unlessRefused { try await webex.instance(id) }
        var listing = try await pending
        if listing == nil, let instance, let host = instance.host.email, let span = instance.recordingSpan {
            listing = try await Self.unlessRefused { try await webex.recordings(of: id, hostedBy: host, in: span) }
        }
        self.init(id: id, instance: instance, listing: listing ?? RecordingListing())
    }

    private static func listing(
        of id: MeetingID, _ webex: WebexClient, _ shared: SharedReadings
    ) async throws -> RecordingListing? {
        guard shared.allow(.listingEverybodysRecordings) else { return nil }
        do {
            return try await webex.recordings(of: id, in: nil)
        } catch let error as WebexError where error.code == .forbidden {
            // The id comes from whoever forwarded it, and may be of a meeting that nobody here may see.
            if try await !webex.readsRecordings() { shared.refuse(.listingEverybodysRecordings) }
            return nil
        } catch let error as WebexError where error.isRefusal {
            return nil
        }
    }

    private static func unlessRefused<Value>(_ read: () async throws -> Value) async throws -> Value? {
        do { return try await read() } catch let error as WebexError where error.isRefusal { return nil }
    }
}
