import Intake
import Testing

@Suite struct SocketStateTests {
    private func state(after events: SocketState.Event...) -> SocketState {
        var state = SocketState()
        for event in events { state.on(event, jitter: 1) }
        return state
    }

    private func closed(
        _ code: UInt16, _ reason: String = "", after lasted: Duration = .seconds(60), wasReady: Bool = true
    ) -> SocketState.Event {
        .closed(CloseMeaning(code, reason: reason), lasted: lasted, wasReady: wasReady)
    }

    @Test func `it begins with the device and goes on to the socket at once`() {
        #expect(SocketState().next == .findDevice)
        let found = state(after: .deviceFound)
        #expect(found.next == .connect)
        #expect(found.delay == .zero)
    }

    @Test func `tries that fail come ever more slowly and never end`() {
        var state = SocketState()
        var delays: [Duration] = []
        for _ in 0..<8 {
            state.on(.deviceUnavailable, jitter: 1)
            delays.append(state.delay)
        }
        #expect(delays == [1, 2, 4, 8, 16, 32, 32, 32].map { .seconds($0) })
        #expect(state.next == .findDevice)
    }

    @Test func `jitter takes off half of a delay at most`() {
        var state = SocketState()
        state.on(.deviceUnavailable, jitter: 0)
        #expect(state.delay == .seconds(0.5))
    }

    @Test(arguments: [1000, 1001, 1005, 1006, 1011, 3050, 4000, 4999] as [UInt16])
    func `after an ordinary close the same device is used again`(code: UInt16) {
        let state = state(after: .deviceFound, closed(code))
        #expect(state.next == .connect)
        #expect(state.delay == .seconds(1))
    }

    @Test func `a socket that keeps closing early sends us back to the registry`() {
        let state = state(after: .deviceFound, closed(1006, after: .seconds(1)), closed(1006, after: .seconds(1)))
        #expect(state.next == .findDevice)
        #expect(state.delay == .seconds(2))
    }

    @Test func `a socket that opens and closes for ever is opened again within seconds`() {
        var state = state(after: .deviceFound)
        for _ in 0..<10 { state.on(closed(1011, after: .seconds(1)), jitter: 1) }
        #expect(state.delay == .seconds(4))
        for _ in 0..<10 { state.on(closed(4401, after: .seconds(1)), jitter: 1) }
        #expect(state.delay == .seconds(32))
    }

    @Test func `a device whose sockets close before anything can come is given up for a new one`() {
        var state = state(after: .deviceFound)
        var steps: [SocketState.Step] = []
        for _ in 0..<8 {
            state.on(closed(1000, after: .zero, wasReady: false), jitter: 1)
            steps.append(state.next)
        }
        #expect(
            steps == [
                .connect, .findDevice, .findDevice, .registerDevice, .findDevice, .findDevice, .findDevice,
                .registerDevice,
            ])
    }

    @Test func `a connection that held makes up for earlier failures`() {
        let state = state(after: .unreachable, .unreachable, .deviceFound, closed(1001))
        #expect(state.failures == 1)
        #expect(state.next == .connect)
    }

    @Test func `a device that is gone is replaced at once, but not in a tight loop`() {
        let first = state(after: .deviceFound, .handshakeRefused(status: 404))
        #expect(first.next == .registerDevice)
        #expect(first.delay == .zero)
        let second = state(
            after: .deviceFound, .handshakeRefused(status: 404), .deviceFound, closed(4404, after: .zero))
        #expect(second.next == .registerDevice)
        #expect(second.delay >= .seconds(1))
    }

    @Test func `a node that shuts down is left at once`() {
        let state = state(after: .deviceFound, closed(4001))
        #expect(state.next == .connect)
        #expect(state.delay == .zero)
    }

    @Test(arguments: [(4000, "Replaced"), (4400, ""), (4403, "")] as [(UInt16, String)])
    func `what only an operator can mend is tried again after a while`(code: UInt16, reason: String) {
        #expect(state(after: .deviceFound, closed(code, reason)).delay == .seconds(300))
    }

    @Test(arguments: [1008, 4401] as [UInt16])
    func `a token that was not taken is shown again soon, and the registry asked before`(code: UInt16) {
        let state = state(after: .deviceFound, closed(code))
        #expect(state.next == .findDevice)
        #expect(state.delay == .seconds(1))
    }

    @Test func `a busy server is asked again later`() {
        let state = state(after: .deviceFound, .handshakeRefused(status: 503))
        #expect(state.next == .connect)
        #expect(state.delay == .seconds(1))
    }
}
