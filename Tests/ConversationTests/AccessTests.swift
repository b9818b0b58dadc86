import Sandbox
import Testing

@Suite struct AccessTests {
    private static let rec = "rec \(Desk.number)"

    @Test func `somebody who is not approved gets silence and a line in the audit log`() async throws {
        try await Desk.open { desk async throws in
            for text in ["help", Self.rec] {
                let outcome = try await desk.ask(text, as: "oscar@elsewhere.example")
                #expect(outcome.messages.isEmpty)
                #expect(outcome.status == "denied")
                #expect(outcome.rule == "not-approved")
            }
            #expect(!desk.sandbox.requests.contains { $0.path.hasPrefix("/v1/meetings") })
        }
    }

    @Test func `or a polite word when the settings ask for it`() async throws {
        try await Desk.open(settings: #"{"approved_domains": ["example.com"], "refuse_politely": true}"#) {
            desk async throws in
            let outcome = try await desk.ask(Self.rec, as: "oscar@elsewhere.example")
            #expect(outcome.messages.count == 1)
            #expect(!outcome.text.contains("/files/"))
            #expect(!outcome.text.contains("I am Steward"))
        }
    }

    @Test func `empty lists let nobody in`() async throws {
        try await Desk.open(settings: "{}") { desk async throws in
            #expect(try await desk.ask(Self.rec).messages.isEmpty)
        }
    }

    @Test func `an admin who is not approved has the help and no recordings`() async throws {
        let settings = #"{"admins": ["alice@example.com"], "refuse_politely": true}"#
        try await Desk.open(settings: settings) { desk async throws in
            #expect(try await desk.ask("help").text.contains("meeting_number"))
            #expect(try await desk.ask(Self.rec).rule == "not-approved")
        }
    }

    @Test func `host only gives the host everything and others nothing, on every path`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "respond_only_to_host": true}"#
        try await Desk.open(settings: settings) { desk async throws in
            #expect(try await desk.ask(Self.rec, as: "hana@example.com").status == "permitted")
            let refused = [
                try await desk.ask("\(Self.rec) hana@example.com"), try await desk.forward("Weekly review"),
                try await desk.submit(["command_keyword": "rec", "meeting_number": Desk.number]),
            ]
            for outcome in refused {
                #expect(outcome.rule == "host-only")
                #expect(outcome.messages.count == 1)
                #expect(!outcome.text.contains("Weekly"))
            }
        }
    }

    @Test func `a personal room's recordings go to its owner alone, on every path`() async throws {
        try await Desk.open { desk async throws in
            let refused = [
                try await desk.ask("rec 26001234567 hana@example.com"), try await desk.ask("rec 26001234567"),
                try await desk.forward("Hana Holt's Personal Room"),
            ]
            for outcome in refused {
                #expect(outcome.rule == "personal-room")
                #expect(!outcome.text.contains("Hana Holt"))
            }
            #expect(try await desk.ask("rec 26001234567", as: "hana@example.com").status == "permitted")
        }
    }

    @Test func `without the protection a personal room is a meeting like any other`() async throws {
        try await Desk.open(settings: #"{"approved_domains": ["example.com"], "protect_pmr": false}"#) {
            desk async throws in
            #expect(try await desk.ask("rec 26001234567 hana@example.com").status == "permitted")
        }
    }

    @Test func `invited only lets in who was invited, on every path`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "respond_only_to_invitees": true}"#
        try await Desk.open(settings: settings) { desk async throws in
            #expect(try await desk.ask(Self.rec).status == "permitted")
            #expect(try await desk.forward("Weekly review").status == "permitted")
            let stranger = try await desk.ask("\(Self.rec) hana@example.com", as: "petra@example.com")
            #expect(stranger.status == "denied")
        }
    }

    @Test func `a forward that names a whole series is decided by the facts of each instance`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "respond_only_to_host": true}"#
        try await Desk.open(settings: settings) { desk async throws in
            let outcome = try await desk.forward("Weekly review") { series, _ in series.id }
            #expect(outcome.rule == "host-only")
            #expect(!outcome.text.contains("/files/"))
        }
        try await Desk.open { desk async throws in
            let outcome = try await desk.forward("Hana Holt's Personal Room") { series, _ in series.id }
            #expect(outcome.rule == "personal-room")
        }
    }

    @Test func `a recording that must not be downloaded is held back and mentioned`() async throws {
        try await Desk.open { desk async throws in
            let guest = try await desk.ask("rec 25587650001")
            #expect(guest.status == "permitted")
            #expect(!guest.text.contains("board questions"))
            let host = try await desk.ask("rec 25587650001", as: "petra@example.com")
            #expect(host.text.contains("board questions"))
        }
    }
}
