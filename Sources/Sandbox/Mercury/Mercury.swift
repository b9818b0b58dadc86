import FoundationEssentials
import JSONTree
import Synchronization
import WebConnections

/// The event sockets that are open, one per registration.
final class Mercury: Sendable {
    private struct Socket {
        let connection: WebSocketConnection
        let account: String
        let isText: Bool
        var sequence = 0
        /// Its node has said that it shuts down.
        var isDraining = false
    }

    private struct State {
        /// By registration.
        var sockets: [String: Socket] = [:]
        var acknowledged: [String] = []
        var last: (activity: JSONValue, accounts: [String])?
        /// Whether nothing is sent, although every socket stays open.
        var isSilent = false
    }

    private let state = Mutex(State())
    /// An element when a socket has been authorized since the last one was taken; for one observer.
    let attachments: AsyncStream<Void>
    private let attached: AsyncStream<Void>.Continuation

    init() { (attachments, attached) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }

    /// The ids of the envelopes that clients acknowledged, in order.
    var acknowledged: [String] { state.withLock { $0.acknowledged } }

    /// How many sockets are authorized and open.
    var socketCount: Int { state.withLock { $0.sockets.count } }

    /// Makes `connection` the one that gets the registration's events.
    ///
    /// The one before it is told that it was replaced, unless it was told to go.
    func attach(_ connection: WebSocketConnection, registration: String, account: String, isText: Bool) {
        let replaced = state.withLock { state in
            let replaced = state.sockets[registration]
            state.sockets[registration] = Socket(connection: connection, account: account, isText: isText)
            return replaced
        }
        if let replaced {
            let (code, reason): (UInt16, String) = replaced.isDraining ? (4001, "shutdown") : (4000, "replaced")
            replaced.connection.close(code: code, reason: reason)
        }
        attached.yield()
    }

    func detach(_ connection: WebSocketConnection, registration: String) {
        state.withLock { state in
            if state.sockets[registration]?.connection === connection { state.sockets[registration] = nil }
        }
    }

    func acknowledge(_ id: String) { state.withLock { $0.acknowledged.append(id) } }

    /// Sends one frame to one socket; `build` gets the frame's sequence number.
    func send(to registration: String, _ build: (_ sequence: Int) -> JSONValue) {
        state.withLock { state in Self.send(to: registration, in: &state, build) }
    }

    /// Sends an activity to every socket of the accounts and keeps it for ``redeliver(now:)``.
    func publish(_ activity: JSONValue, to accounts: [String], now: Date) {
        state.withLock { state in
            state.last = (activity, accounts)
            Self.deliver(activity, to: accounts, in: &state, now: now)
        }
    }

    /// Sends the last activity once more in a new envelope, as Webex does now and then.
    func redeliver(now: Date) {
        state.withLock { state in
            guard let last = state.last else { return }
            Self.deliver(last.activity, to: last.accounts, in: &state, now: now)
        }
    }

    func closeAll(code: UInt16, reason: String) {
        let connections = state.withLock { state in
            let connections = state.sockets.values.map(\.connection)
            state.sockets.removeAll()
            return connections
        }
        for connection in connections { connection.close(code: code, reason: reason) }
    }

    /// Says to every client that the node at this end shuts down; the sockets stay open until the clients have moved.
    func announceShutdown() {
        state.withLock { state in
            for registration in state.sockets.keys {
                Self.send(to: registration, in: &state) { _ in ["type": "shutdown"] }
                state.sockets[registration]?.isDraining = true
            }
        }
    }

    /// Sends nothing any more, or again; what falls into the silence is lost.
    func fallSilent(_ isSilent: Bool) { state.withLock { $0.isSilent = isSilent } }

    private static func deliver(_ activity: JSONValue, to accounts: [String], in state: inout State, now: Date) {
        for (registration, socket) in state.sockets where accounts.contains(socket.account) {
            send(to: registration, in: &state) { sequence in
                Envelope.event(
                    ["eventType": "conversation.activity", "activity": activity], sequence: sequence, now: now)
            }
        }
    }

    // Sending only queues, so the lock is held for the order: numbers leave in the order in which they were given.
    private static func send(to registration: String, in state: inout State, _ build: (Int) -> JSONValue) {
        guard var socket = state.sockets[registration] else { return }
        socket.sequence += 1
        defer { state.sockets[registration] = socket }
        // The number of what gets lost is used all the same: that is how clients find out.
        guard !state.isSilent else { return }
        let frame = build(socket.sequence)
        socket.connection.send(socket.isText ? .text(frame.text) : .binary(frame.utf8))
    }
}
