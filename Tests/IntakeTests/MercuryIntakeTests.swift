import HTTPTypes
import Intake
import Sandbox
import TestSupport
import Testing
import WebexAPI

/// What becomes of the event socket when its other end fails; which delays follow is told by `SocketStateTests`.
@Suite(.timeLimit(.minutes(1))) struct MercuryIntakeTests {
    // MARK: Closing

    @Test(
        arguments: [
            (1000, "idle"), (1000, "Done"), (1001, ""), (1003, ""), (1008, "authentication failed"), (1011, ""),
            (3050, "logout"), (4000, "other"), (4001, "shutdown"), (4401, ""), (4999, ""),
        ] as [(UInt16, String)])
    func `after a close the bot listens again`(code: UInt16, reason: String) async throws {
        try await LiveIntake.run { live async throws in
            try await live.reach(.connected)
            live.sandbox.closeSockets(code: code, reason: reason)
            try await live.reach(.connecting)
            if code != 4001 { #expect(await live.clock.advanceToNextWakeup() <= .seconds(1)) }
            try await live.reach(.connected)
            #expect(try await live.isHeard())
            #expect(try await live.devices.count == 1)
        }
    }

    @Test(arguments: [(4000, "Replaced"), (4400, "service account"), (4403, "not entitled")] as [(UInt16, String)])
    func `what only an operator can mend is logged as an error and tried again in five minutes`(
        code: UInt16, reason: String
    ) async throws {
        try await LiveIntake.run { live async throws in
            try await live.reach(.connected)
            live.sandbox.closeSockets(code: code, reason: reason)
            try await live.reach(.connecting)
            #expect(await live.clock.advanceToNextWakeup() == .seconds(300))
            try await live.reach(.connected)
            #expect(live.log.lines.contains { $0.hasPrefix("error") })
            #expect(try await live.isHeard())
        }
    }

    @Test func `an operator is told that another process has the device`() async throws {
        try await LiveIntake.run { live async throws in
            try await live.reach(.connected)
            live.sandbox.closeSockets(code: 4000, reason: "replaced")
            try await live.reach(.connecting)
            #expect(live.log.lines.contains { $0.contains("one instance per device, each with a state folder") })
        }
    }

    // MARK: Moving

    @Test func `when a node shuts down the next socket is opened before the old one closes`() async throws {
        try await LiveIntake.run { live async throws in
            try await live.reach(.connected)
            await live.sandbox.socketOpened()
            live.sandbox.announceShutdown()
            await live.sandbox.socketOpened()
            #expect(live.state.current == .connected)
            #expect(try await live.isHeard())
            // The old one may have been closed before the new one was ready: what came in between is read back.
            #expect(live.state.connection?.losses == 1)
            #expect(!live.log.lines.contains { $0.hasPrefix("error") || $0.hasPrefix("warning") })
        }
    }

    @Test func `an open socket is told of once, however much comes over it`() async throws {
        try await LiveIntake.run { live async throws in
            try await live.reach(.connected)
            for _ in 1...3 { #expect(try await live.isHeard()) }
            #expect(live.log.lines.count { $0.contains("the event socket is open") } == 1)
        }
    }

    // MARK: Devices

    @Test func `a registration that has run out is refreshed, not replaced`() async throws {
        try await LiveIntake.run { live async throws in
            try await live.reach(.connected)
            await live.sandbox.socketOpened()
            let before = try await live.devices
            live.sandbox.expireDevices()
            live.sandbox.closeSockets(code: 4404, reason: "registration expired")
            await live.sandbox.socketOpened()
            try await live.reach(.connected)
            #expect(try await live.isHeard())
            #expect(try await live.devices.map(\.url) == before.map(\.url))
            #expect(live.sandbox.requests.contains { $0.method == .put && $0.path.hasPrefix("/wdm") })
        }
    }

    @Test func `a device that Webex has forgotten is registered anew`() async throws {
        try await LiveIntake.run { live async throws in
            try await live.reach(.connected)
            let before = try await live.devices
            live.sandbox.dropDevices()
            live.sandbox.closeSockets(code: 1011, reason: "")
            try await live.reach(.connecting)
            try await live.reconnect(after: 2)
            #expect(try await live.devices.count == 1)
            #expect(try await live.devices.map(\.url) != before.map(\.url))
            #expect(try await live.isHeard())
        }
    }

    @Test func `without a catalogue, whose name nobody knows today, the registry is found all the same`() async throws {
        try await LiveIntake.run(catalogue: "http://nowhere.invalid/u2c/api/v1/catalog") { live async throws in
            try await live.reach(.connected)
            #expect(try await live.isHeard())
            #expect(live.log.lines.contains { $0.contains("the service catalogue does not answer") })
        }
    }

    @Test func `several devices of ours become one, and those of others stay`() async throws {
        try await LiveIntake.run(
            before: { live async throws in
                for name in [LiveIntake.deviceName, LiveIntake.deviceName, "somebody's"] {
                    _ = try await live.webex.registerDevice(named: name, at: live.sandbox.wdmURL)
                }
            }
        ) { live async throws in
            try await live.reach(.connected)
            let names = try await live.webex.devices(at: live.sandbox.wdmURL).compactMap(\.name)
            #expect(names.sorted() == ["somebody's", LiveIntake.deviceName])
        }
    }

    @Test func `too many devices of others are told to the operator, and left alone`() async throws {
        var configuration = WebexSandbox.Configuration()
        configuration.behaviour.maximumDevices = 2
        try await LiveIntake.run(
            configuration,
            before: { live async throws in
                for name in ["one", "two"] {
                    _ = try await live.webex.registerDevice(named: name, at: live.sandbox.wdmURL)
                }
            }
        ) { live async throws in
            #expect(await live.clock.advanceToNextWakeup() <= .seconds(1))
            #expect(live.log.lines.contains { $0.contains("steward devices prune") })
            #expect(try await live.webex.devices(at: live.sandbox.wdmURL).count == 2)
            // Somebody makes room.
            live.sandbox.dropDevices()
            try await live.reconnect(after: 1)
            #expect(try await live.isHeard())
        }
    }

    // MARK: Silence and refusals

    @Test func `an event that gets lost is found out when the next frame comes`() async throws {
        try await LiveIntake.run { live async throws in
            try await live.reach(.connected)
            for _ in 1...2 { #expect(try await live.isHeard()) }
            #expect(live.state.connection?.losses == 0)
            live.sandbox.fallSilent()
            try live.sandbox.say("help", as: LiveIntake.alice)
            live.sandbox.fallSilent(false)
            #expect(try await live.isHeard())
            #expect(live.state.connection?.losses == 1)
            #expect(live.state.current == .connected)
        }
    }

    @Test func `an answered ping confirms that events have reached us`() async throws {
        try await LiveIntake.run { live async throws in
            var confirmations = live.confirmations.makeAsyncIterator()
            await confirmations.next()
            #expect(live.state.current == .connected)
            await live.clock.advanceToNextWakeup()
            await confirmations.next()
        }
    }

    @Test func `a socket whose other end says nothing any more is given up after a ping`() async throws {
        try await LiveIntake.run { live async throws in
            try await live.reach(.connected)
            live.sandbox.fallSilent()
            // The pause before the ping, then the time that a pong may take.
            #expect(await live.clock.advanceToNextWakeup() == .seconds(2))
            #expect(await live.clock.advanceToNextWakeup() == .seconds(8))
            try await live.reach(.connecting)
            live.sandbox.fallSilent(false)
            await live.clock.advanceToNextWakeup()
            try await live.reach(.connected)
            #expect(try await live.isHeard())
        }
    }

    @Test(
        arguments: [
            (.unauthorized, 3), (.forbidden, 3), (.tooManyRequests, 3), (.badGateway, 3),
            // The first time a new device is registered at once.
            (.notFound, 2),
        ] as [(HTTPResponse.Status, Int)])
    func `a handshake that is refused is tried again`(status: HTTPResponse.Status, delays: Int) async throws {
        try await LiveIntake.run(
            before: { $0.sandbox.faults.next(.get, "/v1/apps", times: 3, .answer(.failure(status, "not now"))) }
        ) { live async throws in
            try await live.reconnect(after: delays)
            #expect(try await live.isHeard())
            #expect(try await live.devices.count == 1)
        }
    }

    @Test(
        arguments: [
            ("/wdm", 3),
            // The registry has a well-known address as well.
            ("/u2c", 0),
        ])
    func `a registry that fails is asked again, a catalogue that fails is done without`(
        path: String, delays: Int
    ) async throws {
        try await LiveIntake.run(
            before: { $0.sandbox.faults.next(.get, path, times: 9, .answer(.failure(.badGateway, "down"))) }
        ) { live async throws in
            try await live.reconnect(after: delays)
            #expect(try await live.isHeard())
        }
    }
}
