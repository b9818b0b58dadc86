import Demonstration
import FoundationEssentials
import Glibc
import HTTPTransport
import HTTPTypes
import Sandbox
import TestSupport
import Testing

// What takes the bot a while.
extension RestartTests {
    /// Where a look-up and its answer can be cut off.
    enum Cut: CaseIterable { case lookingUp, beforeFirstCard, betweenCards }

    @Test(arguments: Cut.allCases)
    func `a long answer that is cut off by a kill arrives once, and whole`(cut: Cut) async throws {
        try await Self.withSandbox(company: LongMeeting.seed) { sandbox, folder in
            let port = try Self.freePort()
            let first = try await Self.start(sandbox, folder, port: port)
            _ = try await sandbox.authorizeBot(at: "http://127.0.0.1:\(port)", as: "clara@example.com")
            try sandbox.say(LongMeeting.request, as: Self.alice)
            try sandbox.say("language", as: Self.alice)
            try await Self.wait(sandbox) { $0.contains(where: Self.isAboutLanguages) }
            let whole = sandbox.written(to: Self.alice).count - 1
            #expect(whole > 1)

            switch cut {
            case .lookingUp:
                try await Self.ask(sandbox, during: .get, "/v1/meetings", .delay(.seconds(3600)), LongMeeting.request)
            case .beforeFirstCard:
                try await Self.ask(sandbox, during: .post, "/v1/messages", .delay(.seconds(3600)), LongMeeting.request)
            case .betweenCards:
                sandbox.faults.next(.post, "/v1/messages", .delay(.zero))
                sandbox.faults.next(.post, "/v1/messages", times: .max, .delay(.seconds(3600)))
                try sandbox.say(LongMeeting.request, as: Self.alice)
                // One strike may stand for both.
                try await Self.wait(sandbox) { $0.count > whole + 1 }
                sandbox.faults.clear()
            }
            first.send(SIGKILL)
            #expect(try await first.ended() == nil)

            let second = try await Self.start(sandbox, folder)
            try sandbox.say("language", as: Self.alice)
            try await Self.wait(sandbox) { $0.count(where: Self.isAboutLanguages) == 2 }
            #expect(sandbox.written(to: Self.alice).count == 2 * (whole + 1))
            second.send(SIGKILL)
            _ = try await second.ended()
        }
    }

    /// What follows a long answer, and is no part of it.
    private static func isAboutLanguages(_ message: BotMessage) -> Bool {
        message.card == nil && message.markdown?.contains("English") == true
    }

    @Test func `while a stop lets an answer finish, the bot is not ready`() async throws {
        try await Self.withSandbox { sandbox, folder in
            let port = try Self.freePort()
            let bot = try await Self.start(sandbox, folder, port: port)
            let ready = {
                try await HTTPClient().send(
                    ClientRequest(.get, "http://127.0.0.1:\(port)/readyz"), deadline: .seconds(10)
                )
            }
            while try await ready().status != .ok {}
            try await Self.ask(sandbox, during: .post, "/v1/messages", .delay(.seconds(3600)))
            bot.send(SIGTERM)
            var answer = try await ready()
            // The signal takes a moment.
            while answer.status == .ok { answer = try await ready() }
            #expect(answer.status == .serviceUnavailable)
            #expect(String(decoding: answer.body, as: UTF8.self) == "the bot is stopping\n")
            bot.send(SIGKILL)
            _ = try await bot.ended()
        }
    }
}
