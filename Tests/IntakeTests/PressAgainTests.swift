import FoundationEssentials
import HTTPTypes
import Journal
import Recordings
import Sandbox
import TestSupport
import Testing

@testable import Intake

/// Asking for what was pressed in a gap, and cannot be read back.
@Suite(.timeLimit(.minutes(1))) struct PressAgainTests {
    // Webex's clock is a little ahead, or rounds up: what happened last happened later than now.
    @Test(arguments: [0, 1.5])
    func `a button that was pressed in the gap is asked for once`(ahead: TimeInterval) async throws {
        try await CatchUpScene.play(ahead: ahead) { scene in
            let form = try await scene.formBeforeGap()
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: CatchUpScene.alice)
            for _ in 1...3 {
                await scene.lookUntilDone()
                #expect(scene.asked.count == 1)
            }
        }
    }

    @Test func `a button that was pressed before anybody noticed that there is a gap is asked for`() async throws {
        try await CatchUpScene.play { scene in
            let form = try await scene.formForAlice()
            try await scene.later(.seconds(150))
            await scene.lookUntilDone()
            try await scene.later(.seconds(30))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: CatchUpScene.alice)
            try await scene.later(.seconds(30))
            // The connection is dead, and still looks as it did.
            let connection = try #require(scene.transport.connection)
            #expect(await scene.catchUp.look(at: scene.transport, after: connection) == connection)
            await scene.lookUntilDone()
            #expect(scene.asked.count == 1)
        }
    }

    @Test func `a button that was pressed while the connection came up, and is being answered, is not asked for`()
        async throws
    {
        try await CatchUpScene.play { scene in
            let form = try await scene.formBeforeGap()
            let press = try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: CatchUpScene.alice)
            var event = scene.live(press)
            event.kind = .cardAction
            #expect(await scene.queue.take(event, at: scene.time.date) == .accepted)
            await scene.lookUntilDone()
            #expect(scene.asked.count == 0)
        }
    }

    @Test(arguments: [0, 2])
    func `a button that was pressed after something was written in the same gap is asked for`(failures: Int)
        async throws
    {
        try await CatchUpScene.play { scene in
            let form = try await scene.formBeforeGap()
            let written = try scene.sandbox.say("help", as: CatchUpScene.alice)
            try await scene.later(.seconds(60))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: CatchUpScene.alice)
            let refusal = Faults.Fault.answer(.failure(.tooManyRequests, "not now"))
            if failures > 0 { scene.sandbox.faults.next(.post, "/v1/messages", times: failures, refusal) }
            await scene.lookUntilDone()
            #expect(scene.taken == [written])
            #expect(scene.sandbox.written(to: CatchUpScene.alice).count { $0.markdown == "press again" } == 1)
        }
    }

    @Test func `nobody is asked to press again while the press could not be heard`() async throws {
        let losingTheSecond = { @Sendable (transport: TransportState) -> Duration in
            if transport.connection?.number == 2 { transport.set(.connecting) }
            return .seconds(900)
        }
        try await CatchUpScene.play(longest: losingTheSecond) { scene in
            let form = try await scene.formForAlice()
            try await scene.later(.seconds(150))
            await scene.look()
            try await scene.later(.seconds(60))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: CatchUpScene.alice)
            #expect(await !scene.look())
            #expect(scene.asked.count == 0)
            await scene.lookUntilDone()
            #expect(scene.asked.count == 1)
        }
    }

    @Test func `a button that nobody can be asked for now is asked for later`() async throws {
        try await CatchUpScene.play { scene in
            let form = try await scene.formBeforeGap()
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: CatchUpScene.alice)
            scene.sandbox.faults.next(.post, "/v1/messages", .hangUp)
            #expect(await !scene.look())
            await scene.lookUntilDone()
            #expect(try scene.sandbox.messages(of: CatchUpScene.alice).last?.text == "press again")
        }
    }

    @Test func `a room whose last message is known asks for nothing`() async throws {
        try await CatchUpScene.play { scene in
            let form = try await scene.formForAlice()
            try await scene.later(.seconds(150))
            await scene.look()
            try await scene.later(.seconds(60))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: CatchUpScene.alice)
            try await scene.later(.seconds(60))
            _ = try await scene.formForAlice()
            await scene.look()
            #expect(scene.asked.count == 0)
        }
    }

    @Test func `whose answer failed before the gap is asked for the button all the same`() async throws {
        try await CatchUpScene.play { scene in
            let form = try await scene.formForAlice()
            let failed = scene.live("failed")
            #expect(await scene.queue.take(failed, at: scene.time.date) == .accepted)
            try await scene.later(.seconds(150))
            await scene.look()
            try await scene.later(.seconds(60))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: CatchUpScene.alice)
            await scene.look()
            #expect(scene.asked.count == 1)
            #expect(scene.journal.openEvent(failed.id) != nil)
        }
    }
}
