import Recordings
import WebexAPI

/// One meeting as it stands in somebody's list.
struct FoundMeeting: Sendable {
    var series: MeetingID
    /// The series itself or occurrences of it, never none.
    var items: [Meeting]
    /// As whom its instances are listed.
    var host: EmailAddress

    var site: String? { items.firstValue(\.site) }
    var number: MeetingNumber? { items.firstValue(\.number) }
    var isScheduledInPersonalRoom: Bool { items.contains(where: \.isScheduledInPersonalRoom) }
}

/// What step B came to.
struct ScheduleSearch: Sendable {
    /// In the order of Webex; several when the reference is used again for another meeting.
    var meetings: [FoundMeeting] = []
    /// Nothing was found as the typed host, and the requester's own view was taken.
    var isHostUnknown = false
}

extension RequesterLookup {
    /// What one person's list says; a refusal is an answer too.
    private enum View: Sendable {
        case items([Meeting])
        case refused(WebexError)

        var items: [Meeting] { if case .items(let items) = self { items } else { [] } }
        var refusal: WebexError? { if case .refused(let error) = self { error } else { nil } }
    }

    /// Step B: looks as the typed host and as the requester at once; the requester's view counts when no host was typed, and
    /// when the host's shows nothing.
    ///
    /// - Throws: ``WebexError`` when a view that counts got no answer, or neither may be looked at.
    func meetings(_ reference: MeetingReference, typedHost: EmailAddress?) async throws -> ScheduleSearch {
        guard let typedHost, typedHost != requester.emails.first else {
            let own = try await ownView(reference)
            // A grant that may not look at all says nothing about what there is.
            if let refusal = own.refusal, refusal.code == .forbidden, try await !reader.webex.readsRecordings() {
                throw refusal
            }
            return ScheduleSearch(meetings: try await found(own.items))
        }
        async let pending = Result.of { try await ownView(reference) }
        let hostView = try await view(reference, of: typedHost)
        guard hostView.items.isEmpty else {
            return ScheduleSearch(meetings: try await found(hostView.items))
        }
        let own = try await pending.get()
        // Not one wrong address: the grant may look at nobody's meetings.
        if let refusal = hostView.refusal, refusal.code == .forbidden, own.refusal?.code == .forbidden {
            throw refusal
        }
        // To type another address of one's own is no mistake worth a word.
        let isHostUnknown = !requester.emails.contains(typedHost)
        return ScheduleSearch(meetings: try await found(own.items), isHostUnknown: isHostUnknown)
    }

    /// As the requester: of an entitlement nothing is shared.
    private func ownView(_ reference: MeetingReference) async throws -> View {
        guard let own = requester.emails.first else { return .items([]) }
        return try await view { try await reader.webex.meetings(reference, seenBy: own) }
    }

    private func view(_ reference: MeetingReference, of host: EmailAddress) async throws -> View {
        try await view { try await reader.meetings(reference, seenBy: host) }
    }

    private func view(_ read: () async throws -> [Meeting]) async throws -> View {
        do {
            return .items(try await read())
        } catch let error as WebexError where error.isRefusal {
            return .refused(error)
        }
    }

    /// The meetings that the items belong to, each with the address that Webex gives for its host.
    private func found(_ items: [Meeting]) async throws -> [FoundMeeting] {
        try await items.uniqued(by: \.series).concurrentMap(width: 8) { first in
            let items = items.filter { $0.series == first.series }
            guard let host = try await reader.address(of: items.map(\.host)) else { return nil }
            return FoundMeeting(series: first.series, items: items, host: host)
        }.compactMap { $0 }
    }
}

extension Array {
    fileprivate func firstValue<Value>(_ value: (Element) -> Value?) -> Value? { lazy.compactMap(value).first }
}
