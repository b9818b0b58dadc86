import JSONTree
import Sandbox
import Testing

@Suite struct ButtonTests {
    @Test func `links are refreshed by the same request again`() async throws {
        try await Desk.open { desk async throws in
            let first = try await desk.ask("rec \(Desk.number) hana@example.com 30")
            let second = try await desk.press("Refresh links")
            #expect(second.status == "permitted")
            #expect(second.audit.first?["path"]?.string == "button")
            #expect(second.audit.first?["recordings"] == first.audit.first?["recordings"])
            #expect(second.audit.first?["days_back"]?.integer == 30)
            #expect(second.messages.first?.markdown != first.messages.first?.markdown)
        }
    }

    @Test func `links of a forwarded recording are refreshed as well`() async throws {
        try await Desk.open { desk async throws in
            let first = try await desk.forward("Weekly review")
            let second = try await desk.press("Refresh links")
            #expect(second.audit.first?["recordings"] == first.audit.first?["recordings"])
            #expect(second.status == "permitted")
        }
    }

    @Test func `a button that was made for somebody else is refused`() async throws {
        try await Desk.open { desk async throws in
            _ = try await desk.forward("Weekly review", as: "hana@example.com")
            let card = try #require(desk.sandbox.written(to: "hana@example.com").last?.card?.text)
            let seal = try #require(card.split(separator: "\"sealed_meeting\":\"").dropFirst().first)
            let stolen = String(seal.prefix { $0 != "\"" })
            for command in ["rec", "refresh", "notify"] {
                let outcome = try await desk.submit(["command_keyword": command, "sealed_meeting": stolen])
                #expect(outcome.status == "denied")
                #expect(outcome.rule == "foreign-button")
                #expect(!outcome.text.contains("Weekly"))
            }
        }
    }

    @Test(arguments: ["", " ", "0", "abc", "1.2.3", "9999999999.YWJj.YWJj", "..", "<@all>"])
    func `a seal that is none opens nothing`(seal: String) async throws {
        try await Desk.open { desk async throws in
            let outcome = try await desk.submit(["command_keyword": "rec", "sealed_meeting": seal])
            #expect(["denied", "invalid"].contains(outcome.status))
            #expect(!desk.sandbox.requests.contains { $0.path.hasPrefix("/v1/meetings") })
        }
    }

    @Test func `an instance in a field that is not sealed is only an unreadable number`() async throws {
        try await Desk.open { desk async throws in
            let instance = try #require(try desk.sandbox.forwardable(for: "hana@example.com").first?.instance.id)
            for field in ["meeting_number", "meeting_id", "instance"] {
                let outcome = try await desk.submit(["command_keyword": "rec", field: instance])
                #expect(outcome.status == "invalid")
            }
        }
    }

    @Test func `a card of another bot, or of last year, gets the form`() async throws {
        try await Desk.open { desk async throws in
            for inputs in [["command_keyword": "approve"], ["id": "7"], [:]] {
                let outcome = try await desk.submit(inputs)
                #expect(outcome.text.contains("meeting_number"))
                #expect(outcome.audit.isEmpty)
            }
            let old = ["callback_keyword": "rec", "meeting_number": Desk.number, "days_back": ""]
            #expect(try await desk.submit(old).status == "permitted")
        }
    }

    @Test func `another meeting is asked for with the form`() async throws {
        try await Desk.open { desk async throws in
            _ = try await desk.ask("rec \(Desk.number)")
            #expect(try await desk.press("Another meeting").text.contains("meeting_number"))
        }
    }
}
