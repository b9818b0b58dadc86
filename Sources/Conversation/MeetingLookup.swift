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
    private let webex: WebexClient
    private let rules: RecordingRules
    private let memory: LookupMemory
    private let cacheLife: Duration

    /// - Parameters:
    ///   - webex: With the credential of the compliance officer's grant.
    ///   - rules: Who may have which recording.
    ///   - memory: What look-ups share; one for all of them.
    ///   - cacheLife: How long what was read serves others; zero: only while it is being read.
    package init(webex: WebexClient, rules: RecordingRules, memory: LookupMemory, cacheLife: Duration) {
        self.webex = webex
        self.rules = rules
        self.memory = memory
        self.cacheLife = cacheLife
    }

    /// The recordings of the meeting that goes by this reference, made inside the window.
    ///
    /// - Parameters:
    ///   - reference: As typed.
    ///   - typedHost: Nothing when the requester left it out.
    ///   - requester: As the people resource describes them.
    ///   - window: Decided by the time recorded; the start is inclusive.
    ///   - links: Whether links that somebody else has just got will do.
    /// - Returns: What there is for the requester, or why there is nothing.
    /// - Throws: ``WebexError`` when a call that decides got no answer; `CancellationError`.
    package func recordings(
        of reference: MeetingReference, typedHost: EmailAddress?, for requester: Person, in window: Range<Date>,
        links: LinkAge = .recent
    ) async throws -> LookupOutcome {
        try await lookup(for: requester, links).recordings(of: reference, typedHost: typedHost, in: window)
    }

    /// What is read about one meeting that ran; needs nothing but its id, so it can begin while it is still found out who
    /// asks.
    ///
    /// - Parameter instance: Whatever somebody says that a meeting's id is.
    /// - Returns: What Webex tells, for ``recordings(of:for:at:links:)``.
    /// - Throws: ``WebexError`` when Webex gives no answer; `CancellationError`.
    package func read(_ instance: MeetingID) async throws -> InstanceReading {
        try await reader().reading(of: instance)
    }

    /// The recordings of one meeting that the requester may have.
    ///
    /// - Parameters:
    ///   - reading: As read already.
    ///   - requester: As the people resource describes them.
    ///   - time: Now.
    ///   - links: Whether links that somebody else has just got will do.
    /// - Returns: What came of it; nothing found and nothing allowed are no errors.
    /// - Throws: ``WebexError`` when Webex gives no answer about the links; `CancellationError`.
    package func recordings(
        of reading: InstanceReading, for requester: Person, at time: Date, links: LinkAge = .recent
    ) async throws -> LookupOutcome {
        try await lookup(for: requester, links).recordings(of: reading, at: time)
    }

    /// The requester's own meetings that were recorded, newest first: those they hosted and those they were invited to.
    ///
    /// - Parameters:
    ///   - requester: As the people resource describes them.
    ///   - title: Words that must all stand in the title, in any case and with or without accents; nothing takes every
    ///     meeting.
    ///   - window: Decided by when the meeting began; the start is inclusive.
    /// - Returns: As many as a card offers. They are not decided on: that happens when one of them is chosen.
    /// - Throws: ``WebexError`` when Webex gives no answer; `CancellationError`.
    package func ownMeetings(
        of requester: Person, titled title: String? = nil, in window: Range<Date>
    ) async throws -> OwnMeetings {
        try await OwnMeetings(of: requester, titled: title, in: window, from: webex)
    }

    private func lookup(for requester: Person, _ links: LinkAge) async throws -> RequesterLookup {
        RequesterLookup(reader: try await reader(), rules: rules, requester: requester, links: links)
    }

    private func reader() async throws -> RecordsReader {
        let shared = memory.readings(under: try await webex.tokenMark())
        return RecordsReader(webex: webex, shared: shared, life: cacheLife)
    }
}

/// How old the links of an answer may be.
package enum LinkAge: Sendable {
    /// Those that somebody else got a moment ago will do.
    case recent
    /// Asked for now.
    case new
}
