import FoundationEssentials
import Recordings
import WebexAPI

/// What there is under one meeting, whoever asks for it.
struct SeriesContents: Sendable {
    var listing: RecordingListing
    var instances: [Meeting]
}

/// Step C for one meeting: its recordings and its instances side by side, by other ways where Webex refuses the first one.
struct SeriesReading: Sendable {
    let webex: WebexClient
    let shared: SharedReadings
    let meeting: FoundMeeting
    let window: Range<Date>

    /// Recordings as they were listed, or why they were not.
    private enum Recordings {
        case listed(RecordingListing)
        case refusedToGrant
        case refusedForSeries
    }

    /// Instances as they were listed: those of the meeting, or all of its host.
    private enum Instances {
        case ofMeeting([Meeting])
        case ofHost([Meeting])
    }

    /// - Throws: ``WebexError`` when a list got no answer, or is refused in every way.
    func contents() async throws -> SeriesContents {
        async let pending = instances()
        let recordings = try await recordings()
        switch (recordings, try await pending) {
        case (.listed(let listing), .ofMeeting(let instances)):
            return SeriesContents(listing: listing, instances: instances)
        case (.refusedToGrant, .ofMeeting(let instances)):
            return SeriesContents(listing: try await listing(ofEach: instances), instances: instances)
        case (.refusedForSeries, .ofMeeting(let instances)):
            return SeriesContents(listing: try await listing(ofHosts: instances), instances: instances)
        case (.listed(let listing), .ofHost(let instances)):
            return SeriesContents(listing: listing, instances: own(instances, named: listing))
        case (_, .ofHost(let instances)):
            let listing = try await listing(ofHosts: [])
            return SeriesContents(listing: listing, instances: own(instances, named: listing))
        }
    }

    private func recordings() async throws -> Recordings {
        guard shared.allow(.listingEverybodysRecordings) else { return .refusedToGrant }
        guard shared.allow(.listingRecordings(of: meeting.series)) else { return .refusedForSeries }
        do {
            return .listed(try await webex.recordings(of: meeting.series, in: window))
        } catch let error as WebexError where error.code == .forbidden {
            // That one meeting is not shown says nothing about the next one.
            guard try await !webex.readsRecordings() else { return .refusedForSeries }
            shared.refuse(.listingEverybodysRecordings)
            return .refusedToGrant
        } catch let error as WebexError where error.isRefusal {
            // That this series is not there says nothing about the next one.
            if error.code != .notFound { shared.refuse(.listingRecordings(of: meeting.series)) }
            return .refusedForSeries
        }
    }

    private func instances() async throws -> Instances {
        let isPersonal = meeting.isScheduledInPersonalRoom
        let span = window.startingADayEarlier
        if !isPersonal || shared.allow(.listingPersonalRoomsBySeries) {
            do {
                return .ofMeeting(try await webex.endedInstances(of: meeting.series, seenBy: meeting.host, in: span))
            } catch let error as WebexError where error.isRefusal {
                if isPersonal, error.code != .notFound { shared.refuse(.listingPersonalRoomsBySeries) }
            }
        }
        do {
            return .ofHost(try await webex.endedInstances(seenBy: meeting.host, in: span))
        } catch let error as WebexError where error.isRefusal {
            // What is recorded is then read recording by recording.
            return .ofHost([])
        }
    }

    /// Of a host's instances, those that the recordings name and those that name this series.
    private func own(_ instances: [Meeting], named listing: RecordingListing) -> [Meeting] {
        let named = Set(listing.recordings.map(\.meeting))
        return instances.filter { named.contains($0.id) || $0.series == meeting.series }
    }
}

// MARK: - Where recordings are not listed by series

extension SeriesReading {
    /// The recordings of each instance, as its own host.
    private func listing(ofEach instances: [Meeting]) async throws -> RecordingListing {
        try await merged(instances) { instance in
            try await webex.recordings(
                of: instance.id, hostedBy: instance.host.email ?? meeting.host, in: instance.recordingSpan ?? window)
        }.inside(window)
    }

    /// Out of everything that the hosts of the meeting recorded, what belongs to it.
    private func listing(ofHosts instances: [Meeting]) async throws -> RecordingListing {
        let hosts = [meeting.host] + instances.compactMap(\.host.email)
        let ids = Set(instances.map(\.id))
        return try await merged(hosts.uniqued { $0 }) { host in
            try await webex.recordings(hostedBy: host, in: window)
                .filter { $0.series == meeting.series || ids.contains($0.meeting) }
        }
    }

    /// The lists of several sources as one.
    ///
    /// A source that Webex refuses counts as a recording that nothing can be said of; when it refuses all, that is what is
    /// thrown.
    private func merged<Source: Sendable>(
        _ sources: [Source], _ read: @escaping @Sendable (Source) async throws -> RecordingListing
    ) async throws -> RecordingListing {
        let answers = try await sources.concurrentMap(width: 32) { source -> (RecordingListing?, WebexError?) in
            do {
                return (try await read(source), nil)
            } catch let error as WebexError where error.code == .notFound {
                return (RecordingListing(), nil)
            } catch let error as WebexError where error.isRefusal {
                return (nil, error)
            }
        }
        let refusals = answers.compactMap(\.1)
        if let refusal = refusals.first, refusals.count == sources.count { throw refusal }
        return .merging(answers.map { $0.0 ?? RecordingListing(unreadable: [nil]) })
    }
}

extension Meeting {
    /// When the recordings of an instance were made and finished: Webex takes hours at most, lists take 30 days.
    var recordingSpan: Range<Date>? {
        start.map { $0.addingTimeInterval(-86_400)..<$0.addingTimeInterval(28 * 86_400) }
    }
}
