import FoundationEssentials
import HTTPTypes
import Journal
import Recordings
import Sandbox
import TestSupport
import Testing
import WebexAPI

@testable import Intake

/// Reading back what was written in a gap, at a time that the test sets; what was pressed is in `PressAgainTests`.
@Suite(.timeLimit(.minutes(1))) struct CatchUpTests {
    @Test func `before it was ever connected nothing is read back`() async throws {
        try await CatchUpScene.play { scene in
            try scene.sandbox.say("help", as: CatchUpScene.alice)
            await scene.look()
            #expect(scene.taken.isEmpty)
            #expect(scene.journal.lastHeard != nil)
        }
    }

    @Test func `what was written in the gap is taken on in its order, and once`() async throws {
        try await CatchUpScene.play { scene in
            await scene.look()
            var ids: [String] = []
            for text in ["help", "language"] {
                try await scene.later(.seconds(300))
                ids.append(try scene.sandbox.say(text, as: CatchUpScene.alice))
            }
            for _ in 1...2 { await scene.look() }
            #expect(scene.taken == ids)
        }
    }

    @Test func `a message that was delivered as well is the same event`() async throws {
        try await CatchUpScene.play { scene in
            await scene.look()
            let id = try scene.sandbox.say("help", as: CatchUpScene.alice)
            let key = try #require(WebexID(id)?.key)
            let live = IncomingEvent(
                id: EventID(activity: key.uppercased()), kind: .message, resource: id,
                actor: PersonID(publicID: "alice", key: "alice"))
            #expect(await scene.queue.take(live, at: scene.time.date) == .accepted)
            await scene.look()
            #expect(scene.taken == [id])
        }
    }

    @Test func `no more is read back than is set`() async throws {
        try await CatchUpScene.play { scene in
            await scene.look()
            try scene.sandbox.say("help", as: CatchUpScene.alice)
            try await scene.later(.seconds(901))
            let id = try scene.sandbox.say("help", as: CatchUpScene.alice)
            #expect(!scene.log.lines.contains { $0.contains("longer than catch_up_minutes") })
            await scene.look()
            #expect(scene.taken == [id])
            #expect(scene.log.lines.contains { $0.hasPrefix("warning") && $0.contains("longer than catch_up_minutes") })
        }
    }

    @Test func `what was turned away for want of room is read back once there is some`() async throws {
        try await CatchUpScene.play(room: 1) { scene in
            await scene.look()
            let connection = scene.transport.connection
            let ids = try (1...2).map { _ in try scene.sandbox.say("help", as: CatchUpScene.alice) }
            let events = ids.map { scene.live($0) }
            #expect(await scene.queue.take(events[0], at: scene.time.date) == .accepted)
            #expect(await scene.queue.take(events[1], at: scene.time.date) == .full)
            // Still no room.
            #expect(await scene.catchUp.look(at: scene.transport, after: connection) == nil)
            scene.queue.finishOne()
            #expect(await scene.catchUp.look(at: scene.transport, after: nil) == connection)
            #expect(scene.taken == ids)
        }
    }

    @Test func `while the rooms cannot be read the gap stays open`() async throws {
        try await CatchUpScene.play { scene in
            await scene.look()
            let id = try scene.sandbox.say("help", as: CatchUpScene.alice)
            scene.sandbox.faults.next(.get, "/v1/rooms", times: 4, .answer(.failure(.badGateway, "no")))
            let heard = scene.journal.lastHeard
            await scene.look()
            #expect(scene.taken.isEmpty)
            #expect(scene.journal.lastHeard == heard)
            await scene.look()
            #expect(scene.taken == [id])
        }
    }

    @Test func `what a living connection has lost is read back`() async throws {
        try await CatchUpScene.play { scene in
            await scene.look()
            let connection = try #require(scene.transport.connection)
            let id = try scene.sandbox.say("help", as: CatchUpScene.alice)
            scene.transport.noteLoss()
            while await scene.catchUp.look(at: scene.transport, after: connection) == nil {}
            #expect(scene.taken == [id])
        }
    }

    @Test func `what could not be read back is read back soon`() async throws {
        let clock = ManualClock()
        try await CatchUpScene.play(pulse: clock) { scene in
            await scene.look()
            scene.transport.set(.connecting)
            scene.sandbox.faults.next(.get, "/v1/rooms", times: 4, .answer(.failure(.badGateway, "no")))
            let id = try scene.sandbox.say("help", as: CatchUpScene.alice)
            scene.transport.set(.connected)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await scene.catchUp.run(over: scene.transport) }
                defer { group.cancelAll() }
                for _ in 1...3 { await clock.advanceToNextWakeup() }
                for await event in scene.queue.events {
                    #expect(event.resource == id)
                    break
                }
            }
        }
    }

    @Test func `while the journal cannot be written what comes live is handled once, and nothing else`() async throws {
        try await CatchUpScene.play(isDiskFull: true) { scene in
            let heard = scene.journal.lastHeard
            let first = try scene.sandbox.say("help", as: CatchUpScene.alice)
            _ = await scene.queue.take(scene.live(first), at: scene.time.date)
            try scene.sandbox.say("language", as: CatchUpScene.alice)
            for _ in 1...3 { await scene.look() }
            #expect(scene.journal.lastHeard == heard)
            scene.queue.close()
            var handled: [String] = []
            for await event in scene.queue.events { handled.append(event.resource) }
            #expect(handled == [first])
        }
    }

    @Test(arguments: [HTTPResponse.Status.forbidden, .notFound])
    func `a room that cannot be read keeps nobody else waiting`(status: HTTPResponse.Status) async throws {
        try await CatchUpScene.play { scene in
            await scene.look()
            for email in [CatchUpScene.alice, "jiri@example.com"] { try scene.sandbox.say("help", as: email) }
            scene.sandbox.faults.next(.get, "/v1/messages", .answer(.failure(status, "no")))
            let heard = scene.journal.lastHeard
            await scene.look()
            #expect(scene.taken.count == 1)
            #expect(scene.journal.lastHeard != heard)
        }
    }

    @Test func `a Webex that is down while rooms are read leaves the gap open`() async throws {
        try await CatchUpScene.play { scene in
            await scene.look()
            try scene.sandbox.say("help", as: CatchUpScene.alice)
            scene.sandbox.faults.next(.get, "/v1/messages", times: 4, .answer(.failure(.badGateway, "no")))
            let heard = scene.journal.lastHeard
            await scene.look()
            #expect(scene.taken.isEmpty)
            #expect(scene.journal.lastHeard == heard)
        }
    }

    @Test func `more rooms than are read at the same time are all read`() async throws {
        let emails = (0...CatchUp.width).map { "p\($0)@example.com" }
        let people = emails.map { #"{ "email": "\#($0)", "name": "P" }"# }.joined(separator: ",")
        let company = """
            {
              "organization": "Example Orchard", "site": "example.webex.com",
              "bot": { "email": "steward@webex.bot", "name": "Steward", "token": "sandbox-bot-token" },
              "integration": { "name": "Steward", "clientId": "sandbox-client", "clientSecret": "sandbox-secret" },
              "people": [\(people)], "meetings": []
            }
            """
        try await CatchUpScene.play(company: company) { scene in
            await scene.look()
            let ids = try emails.map { try scene.sandbox.say("help", as: $0) }
            await scene.look()
            #expect(Set(scene.taken) == Set(ids))
        }
    }

    @Test func `once the transport has stopped no further room is read`() async throws {
        let stop: @Sendable (TransportState) -> Duration = { transport in
            transport.set(.stopped)
            return .seconds(900)
        }
        try await CatchUpScene.play(longest: stop) { scene in
            await scene.look()
            try scene.sandbox.say("help", as: CatchUpScene.alice)
            let heard = scene.journal.lastHeard
            await scene.look()
            #expect(!scene.sandbox.requests.contains { $0.path.hasPrefix("/v1/messages") })
            #expect(scene.journal.lastHeard == heard)
        }
    }
}
