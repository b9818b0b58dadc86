import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Logging
import Recordings
import Synchronization
import TestSupport
import Testing
import WebConnections
import WebexAPI

@Suite struct PatienceTests {
    private static let person = ServerResponse.json(#"{"id": "P1", "type": "person", "emails": ["alice@example.com"]}"#)
    private static let message = ServerResponse.json(#"{"id": "M1"}"#)
    private let alice = PersonID("2f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a02", .person)

    /// The waits of a call that is made with `clock`, and what came of it.
    private func waits<Value: Sendable>(
        _ count: Int, of webex: ScriptedWebex, _ call: @escaping @Sendable (WebexClient) async throws -> Value
    ) async throws -> ([Duration], Result<Value, WebexError>) {
        let clock = ManualClock()
        return try await webex.run(clock: clock) { client in
            async let outcome = Result { () async throws -> Value in try await call(client) }
            var waits: [Duration] = []
            for _ in 0..<count { waits.append(await clock.advanceToNextWakeup()) }
            return (waits, try await outcome)
        }
    }

    @Test(arguments: [500, 502, 503, 504])
    func `reading is repeated when Webex fails for a moment`(status: Int) async throws {
        let webex = ScriptedWebex(.refusal(status), .refusal(status), Self.person)
        let (waits, outcome) = try await waits(2, of: webex) { try await $0.me() }
        #expect(waits == [.milliseconds(250), .milliseconds(500)])
        #expect(try outcome.get().emails == [EmailAddress("alice@example.com")].compactMap(\.self))
    }

    @Test func `a Webex that stays down is reported`() async throws {
        let webex = ScriptedWebex(.refusal(503))
        let (_, outcome) = try await waits(3, of: webex) { try await $0.me() }
        #expect(throws: WebexError.self) { try outcome.get() }
        #expect(webex.requests.count == 4)
    }

    @Test func `a Webex that does not answer in time is not asked again`() async throws {
        let (never, end) = AsyncStream.makeStream(of: Void.self)
        let webex = ScriptedWebex { _ in
            for await _ in never {}
            return Self.person
        }
        var patience = WebexClient.Patience()
        patience.deadline = .milliseconds(100)
        try await webex.run(patience: patience) { client in
            defer { end.finish() }
            let error = await #expect(throws: WebexError.self) { try await client.me() }
            #expect(error?.code == .timedOut)
            // None when the machine is too busy to send even one in that time.
            #expect(webex.requests.count <= 1)
        }
    }

    @Test func `a Webex that cannot be reached is tried again before it is reported`() async throws {
        let port = try WebServer(configuration: .init(), logger: .silent) { _ in Self.person }.port
        let clock = ManualClock()
        let client = WebexClient(
            http: try HTTPClient(), baseURL: "http://127.0.0.1:\(port)/v1", credential: .fixed(Secret("t")),
            clock: clock,
            logger: .silent)
        async let outcome = Result { () async throws -> Person in try await client.me() }
        #expect(await clock.advanceToNextWakeup() == .milliseconds(250))
        #expect(await clock.advanceToNextWakeup() == .milliseconds(500))
        #expect(await clock.advanceToNextWakeup() == .seconds(1))
        let failed = try await outcome
        let error = #expect(throws: WebexError.self) { try failed.get() }
        #expect(error?.code == .unreachable)
    }

    @Test func `a message is not sent again when Webex fails, for it may be posted`() async throws {
        let webex = ScriptedWebex(.refusal(503), Self.message)
        let alice = alice
        let (_, outcome) = try await waits(0, of: webex) { try await $0.post(to: alice, markdown: "hello") }
        #expect(throws: WebexError.self) { try outcome.get() }
        #expect(webex.requests.count == 1)
    }

    @Test func `a wait that is too long is left to the caller`() async throws {
        let alice = alice
        let answering = ScriptedWebex(.refusal(429, retryAfter: "40"), Self.message)
        let (_, sent) = try await waits(0, of: answering) { try await $0.post(to: alice, markdown: "hello") }
        let error = #expect(throws: WebexError.self) { try sent.get() }
        #expect(error?.code == .throttled(retryAfter: .seconds(40)))
    }

    @Test func `a room that Webex wants no messages in is left alone, and no other`() async throws {
        let (alice, bob) = (alice, PersonID("3f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a03", .person))
        let webex = ScriptedWebex(.refusal(429, retryAfter: "600"), Self.message)
        let (_, outcome) = try await waits(0, of: webex) { client in
            for _ in 1...2 {
                let error = await #expect(throws: WebexError.self) { try await client.post(to: alice, markdown: "1") }
                guard case .throttled = error?.code else { return MessageID("none") }
            }
            return try await client.post(to: bob, markdown: "2")
        }
        #expect(try outcome.get() == MessageID("M1"))
        #expect(webex.requests.count == 2)
    }

    @Test func `a time of day that is set back makes no pause longer`() async throws {
        let clock = ManualClock()
        let webex = ScriptedWebex(.refusal(429, retryAfter: "600"), Self.message)
        let start = Date()
        let isSetBack = Mutex(false)
        let now = { @Sendable in isSetBack.withLock { $0 } ? start.addingTimeInterval(-3600) : start }
        let alice = alice
        try await webex.run(clock: clock, now: now) { client in
            await #expect(throws: WebexError.self) { try await client.post(to: alice, markdown: "1") }
            isSetBack.withLock { $0 = true }
            #expect(client.isThrottled)
            async let pause: Void = clock.sleep(until: clock.now.advanced(by: .seconds(601)))
            await clock.advanceToNextWakeup()
            try await pause
            #expect(!client.isThrottled)
            #expect(try await client.post(to: alice, markdown: "2") == MessageID("M1"))
        }
    }

    @Test func `when a second room hears the same, no room is written to`() async throws {
        let people = (1...3).map { PersonID("3f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a0\($0)", .person) }
        let webex = ScriptedWebex(.refusal(429, retryAfter: "600"))
        let (_, outcome) = try await waits(0, of: webex) { client in
            for person in people {
                await #expect(throws: WebexError.self) { try await client.post(to: person, markdown: "1") }
            }
        }
        #expect(throws: Never.self) { try outcome.get() }
        #expect(webex.requests.count == 2)
    }

    @Test(arguments: [("20", "99999999999999999999", 21), ("600", "99999999999999999999", 61), ("600", "5", 6)])
    func `what two rooms hear closes the others for a moment only`(
        first: String, second: String, seconds: Int
    ) async throws {
        let people = (1...3).map { PersonID("3f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a0\($0)", .person) }
        let clock = SkippingTime()
        var patience = WebexClient.Patience()
        patience.waits = 0
        let webex = ScriptedWebex(
            .refusal(429, retryAfter: first), .refusal(429, retryAfter: second), Self.message)
        try await webex.run(clock: clock, patience: patience) { client in
            for person in people {
                await #expect(throws: WebexError.self) { try await client.post(to: person, markdown: "1") }
            }
            try await clock.sleep(for: .seconds(seconds))
            #expect(try await client.post(to: people[2], markdown: "2") == MessageID("M1"))
        }
        #expect(webex.requests.count == 3)
    }

    @Test func `a pause of hours is tried out after five minutes by one call, whose answer holds`() async throws {
        let clock = SkippingTime()
        let alice = alice
        let webex = ScriptedWebex(
            .refusal(429, retryAfter: "99999999999999999999"), .refusal(429, retryAfter: "7200"), .refusal(503),
            Self.message)
        try await webex.run(clock: clock) { client in
            let post = { () async throws in try await client.post(to: alice, markdown: "1") }
            // The third is a Webex that says nothing about the pause.
            for calls in 1...3 {
                await #expect(throws: WebexError.self) { try await post() }
                for _ in 1...2 {
                    let error = await #expect(throws: WebexError.self) { try await post() }
                    guard case .throttled(let rest?) = error?.code else {
                        return #expect(Bool(false), "a call was made")
                    }
                    #expect((.seconds(290)...(.seconds(300))).contains(rest))
                }
                #expect(webex.requests.count == calls)
                try await clock.sleep(for: .seconds(301))
            }
            for _ in 1...2 { #expect(try await post() == MessageID("M1")) }
            #expect(!client.isThrottled)
        }
    }

    @Test func `look-ups that Webex wants less of keep no answer from going out`() async throws {
        let alice = alice
        let webex = ScriptedWebex(.refusal(429, retryAfter: "600"), Self.message)
        let (_, outcome) = try await waits(0, of: webex) { client in
            await #expect(throws: WebexError.self) { try await client.me() }
            await #expect(throws: WebexError.self) { try await client.me() }
            return try await client.post(to: alice, markdown: "sorry")
        }
        #expect(try outcome.get() == MessageID("M1"))
        #expect(webex.requests.map(\.method) == [.get, .post])
    }

    @Test func `calls that must end together wait for nothing beyond that`() async throws {
        let webex = ScriptedWebex(.refusal(429, retryAfter: "5"), Self.person)
        let (_, outcome) = try await waits(0, of: webex) { try await $0.ending(in: .seconds(4)).me() }
        let error = #expect(throws: WebexError.self) { try outcome.get() }
        #expect(error?.code == .throttled(retryAfter: .seconds(5)))
    }

    @Test(.timeLimit(.minutes(1))) func `waits use up the time of calls that must end together`() async throws {
        let webex = ScriptedWebex(
            .refusal(429, retryAfter: "3"), .refusal(429, retryAfter: "3"), Self.person)
        let (waits, outcome) = try await waits(1, of: webex) { try await $0.ending(in: .seconds(4)).me() }
        #expect(waits == [.seconds(3)])
        let error = #expect(throws: WebexError.self) { try outcome.get() }
        #expect(error?.code == .throttled(retryAfter: .seconds(3)))
    }

    @Test(arguments: [nil, "soon", "0", "-5"] as [String?])
    func `a wait that Webex names badly is a short one`(retryAfter: String?) async throws {
        let webex = ScriptedWebex(.refusal(429, retryAfter: retryAfter), Self.person)
        let (waits, outcome) = try await waits(1, of: webex) { try await $0.me() }
        #expect((.seconds(1)...(.seconds(2))).contains(try #require(waits.first)))
        #expect(throws: Never.self) { try outcome.get() }
    }

    @Test(arguments: [
        ("/v1/meetings?page=2", "page=2"), ("?page=2", "page=2"),
        ("https://webexapis.example/v1/meetings?max=null&page=2", "max=100&page=2"),
    ])
    func `further pages are read from the server that gave the first`(link: String, query: String) async throws {
        let webex = ScriptedWebex(
            .json(#"{"items": [{"id": "A"}]}"#, link: "<\(link)>; rel=\"next\""), .json(#"{"items": [{"id": "B"}]}"#))
        let number = try #require(MeetingNumber("25512345678"))
        let host = try #require(EmailAddress("alice@example.com"))
        let meetings = try await webex.run { try await $0.meetings(numbered: number, seenBy: host) }
        #expect(meetings.map(\.id.text) == ["A", "B"])
        #expect(webex.requests.last?.path == "/v1/meetings")
        #expect(webex.requests.last?.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&") == query)
    }

    @Test func `pages that lead back to themselves are an answer that cannot be read`() async throws {
        let webex = ScriptedWebex(.json(#"{"items": []}"#, link: #"</v1/meetings?page=2>; rel="next""#))
        let number = try #require(MeetingNumber("25512345678"))
        let host = try #require(EmailAddress("alice@example.com"))
        let error = await #expect(throws: WebexError.self) {
            try await webex.run { try await $0.meetings(numbered: number, seenBy: host) }
        }
        #expect(error?.code == .malformedAnswer)
        #expect(webex.requests.count == 2)
    }

    @Test func `an empty link is none`() async throws {
        let webex = ScriptedWebex(
            .json(#"{"id": "R1", "temporaryDirectDownloadLinks": {"recordingDownloadLink": "", "expiration": ""}}"#))
        #expect(try await webex.run { try await $0.downloadLinks(of: RecordingID("R1")) }.isEmpty)
    }
}

extension Result where Failure == WebexError {
    fileprivate init(_ body: () async throws -> Success) async throws {
        do { self = .success(try await body()) } catch let error as WebexError { self = .failure(error) }
    }
}
