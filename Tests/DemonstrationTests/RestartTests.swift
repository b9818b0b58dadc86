import Demonstration
import FoundationEssentials
import Glibc
import HTTPTypes
import Sandbox
import TemporaryFolders
import TestSupport
import Testing
import WebConnections

/// A bot whose process ends in the middle of an answer, and the one that is started after it.
@Suite(.timeLimit(.minutes(2))) struct RestartTests {
    static let alice = "alice@example.com"

    /// A moment at which the process is killed, and where that leaves the answer.
    enum Moment: CaseIterable {
        /// The event is noted; nothing has been read.
        case reading
        /// The answer is on its way, and never arrives.
        case posting
        /// The answer has arrived, and nobody has told the bot.
        case posted
        /// The first of two events is in the middle, the second waits for it.
        case waiting
        /// Nothing is left to do.
        case answered
    }

    @Test(arguments: Moment.allCases)
    func `whatever the moment at which it is killed, every request has one answer`(moment: Moment) async throws {
        try await Self.withSandbox { sandbox, folder in
            let first = try await Self.start(sandbox, folder)
            switch moment {
            case .reading: try await Self.ask(sandbox, during: .get, "/v1/messages/", .delay(.seconds(3600)))
            case .posting: try await Self.ask(sandbox, during: .post, "/v1/messages", .hangUp)
            case .posted: try await Self.ask(sandbox, during: .post, "/v1/messages", .loseAnswer(after: .seconds(3600)))
            case .waiting:
                try await Self.ask(sandbox, during: .post, "/v1/messages", .loseAnswer(after: .seconds(3600)))
                try sandbox.say("help", as: Self.alice)
                try await JournalLines.wait(for: 2, of: "accepted", in: folder)
            case .answered: _ = try await Self.answer(sandbox)
            }
            first.send(SIGKILL)
            #expect(try await first.ended() == nil)
            let asked = try sandbox.messages(of: Self.alice).count { $0.author == Self.alice }

            let second = try await Self.start(sandbox, folder)
            // Answered after everything that was asked before it.
            try sandbox.say("language", as: Self.alice)
            try await Self.wait(sandbox) { $0.contains { $0.markdown?.contains("English") == true && $0.card == nil } }
            #expect(sandbox.written(to: Self.alice).count == asked + 1)
            second.send(SIGKILL)
            _ = try await second.ended()
        }
    }

    @Test func `what is written while no bot runs is answered by the next, however events reach it`() async throws {
        try await Self.withSandbox { sandbox, folder in
            var bot = try await Self.start(sandbox, folder)
            _ = try await Self.answer(sandbox)
            for (count, transport) in [(1, "websocket"), (2, "webhook"), (3, "websocket")] {
                // A start keeps the last line of the one before it.
                try await JournalLines.wait(for: min(count, 2), of: "heard", in: folder)
                bot.send(SIGKILL)
                _ = try await bot.ended()
                try sandbox.say("language", as: Self.alice)
                bot = try Self.launch(sandbox, folder, transport)
                try await Self.wait(sandbox) { $0.count == count + 1 }
            }
            bot.send(SIGKILL)
            _ = try await bot.ended()
        }
    }

    @Test func `what a stop cannot finish in time is answered by the next start`() async throws {
        try await Self.withSandbox { sandbox, folder in
            let first = try await Self.start(sandbox, folder)
            try await Self.ask(sandbox, during: .post, "/v1/messages", .delay(.seconds(3600)))
            let start = ContinuousClock.now
            first.send(SIGTERM)
            #expect(try await first.ended() == 0)
            #expect(start.duration(to: .now) < .seconds(13))
            #expect(sandbox.written(to: Self.alice).isEmpty)

            let second = try await Self.start(sandbox, folder)
            try await Self.wait(sandbox) { $0.count == 1 }
            second.send(SIGKILL)
            _ = try await second.ended()
        }
    }

    @Test func `what a stop can finish is finished`() async throws {
        try await Self.withSandbox { sandbox, folder in
            let first = try await Self.start(sandbox, folder)
            try await Self.ask(sandbox, during: .post, "/v1/messages", .delay(.milliseconds(500)))
            first.send(SIGTERM)
            #expect(try await first.ended() == 0)
            #expect(sandbox.written(to: Self.alice).count == 1)
        }
    }
}
