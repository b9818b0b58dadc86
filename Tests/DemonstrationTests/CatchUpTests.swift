import HTTPTypes
import JSONTree
import Sandbox
import TestSupport
import Testing

/// What people do while no event can reach the bot.
@Suite(.timeLimit(.minutes(1))) struct CatchUpTests {
    private static let alice = "alice@example.com"

    @Test func `what is written while the socket is closed is answered once`() async throws {
        try await Bench.run { bench async throws in
            _ = try await bench.answer(to: "help")
            try await JournalLines.wait(for: 1, of: "heard", in: bench.folder)
            let answer = try await bench.answer(to: Self.alice) { sandbox in
                sandbox.closeSockets(code: 1001, reason: "test")
                try sandbox.say("language", as: Self.alice)
            }
            #expect(answer.markdown?.contains("English") == true)
            // Before the gap, in it, and after it: one each.
            _ = try await bench.answer(to: "help")
            #expect(bench.sandbox.written(to: Self.alice).count == 3)
        }
    }

    @Test func `whoever forwards a recording while the socket is closed is asked for its meeting`() async throws {
        try await Bench.run { bench async throws in
            _ = try await bench.answer(to: "help")
            try await JournalLines.wait(for: 1, of: "heard", in: bench.folder)
            let recorded = try #require(try bench.sandbox.forwardable(for: Self.alice).first)
            let answer = try await bench.answer(to: Self.alice) { sandbox in
                sandbox.closeSockets(code: 1001, reason: "test")
                _ = try sandbox.forward(instance: recorded.instance.id, as: Self.alice)
            }
            #expect(answer.card?.text.contains("If you have just forwarded a recording") == true)
            _ = try await bench.answer(to: "help")
            #expect(bench.sandbox.written(to: Self.alice).count == 3)
        }
    }

    @Test func `without catch-up nothing is read back`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "catch_up_minutes": 0}"#
        try await Bench.run(settings: settings) { bench async throws in
            _ = try await bench.answer(to: "help")
            try await JournalLines.wait(for: 1, of: "heard", in: bench.folder)
            await bench.sandbox.socketOpened()
            bench.sandbox.closeSockets(code: 1001, reason: "test")
            try bench.sandbox.say("language", as: Self.alice)
            await bench.sandbox.socketOpened()
            _ = try await bench.answer(to: "help")
            #expect(!bench.sandbox.requests.contains { $0.path == "/v1/rooms" })
            #expect(bench.sandbox.written(to: Self.alice).count == 2)
        }
    }

    @Test func `a Webex that does not let the rooms be read is asked again, and nothing is lost`() async throws {
        try await Bench.run { bench async throws in
            _ = try await bench.answer(to: "help")
            try await JournalLines.wait(for: 1, of: "heard", in: bench.folder)
            bench.sandbox.faults.next(.get, "/v1/rooms", times: 2, .answer(.failure(.badGateway, "no")))
            let answer = try await bench.answer(to: Self.alice) { sandbox in
                sandbox.closeSockets(code: 1001, reason: "test")
                try sandbox.say("language", as: Self.alice)
            }
            #expect(answer.markdown?.contains("English") == true)
        }
    }
}
