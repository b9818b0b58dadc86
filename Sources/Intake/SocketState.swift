/// The life of the event socket as a value: `next` is what to do, ``on(_:jitter:)`` is told how it went.
///
/// It never ends. Every failure leads to another try, at most 32 seconds later, or five minutes when only an operator can
/// help.
package struct SocketState: Equatable, Sendable {
    /// What to do next.
    package enum Step: Equatable, Sendable {
        /// Look for the device of this deployment, and make one when there is none.
        case findDevice
        /// Tell Webex that the device is still in use: its registration has run out.
        case refreshDevice
        /// Make a new device: Webex no longer knows the one we have.
        case registerDevice
        /// Open the device's socket and read it until it closes.
        case connect
    }

    /// How the last step went.
    package enum Event: Equatable, Sendable {
        case deviceFound
        case deviceUnavailable
        /// Webex does not know the device that was to be refreshed.
        case deviceUnknown
        /// The server answered the handshake with this status.
        case handshakeRefused(status: Int)
        case unreachable
        /// The open socket was closed, after this long, and perhaps before the server had said that events will come.
        case closed(CloseMeaning, lasted: Duration, wasReady: Bool)
    }

    package private(set) var next: Step = .findDevice
    /// How long to wait before `next`.
    package private(set) var delay: Duration = .zero
    /// Failures in a row, since a connection last held.
    package private(set) var failures = 0
    /// Sockets in a row that were closed before any event could come.
    private var unready = 0

    package init() {}

    /// Takes note of what happened and decides what comes next.
    ///
    /// - Parameters:
    ///   - event: How the present step went.
    ///   - jitter: Between 0 and 1; spreads the tries of many bots that lost the same server.
    package mutating func on(_ event: Event, jitter: Double) {
        switch event {
        case .deviceFound: (next, delay) = (.connect, .zero)
        case .deviceUnavailable: retry(.findDevice, jitter)
        case .deviceUnknown, .handshakeRefused(status: 404): replaceDevice(with: .registerDevice, jitter)
        case .handshakeRefused, .unreachable: reconnect(jitter)
        case .closed(let meaning, let lasted, let wasReady):
            unready = wasReady ? 0 : unready + 1
            closed(meaning, lasted, jitter)
        }
    }

    private mutating func closed(_ meaning: CloseMeaning, _ lasted: Duration, _ jitter: Double) {
        if lasted >= Self.steady { failures = 0 }
        if meaning.letsUsIn { failures = min(failures, Self.mostFailuresOnceOpen) }
        switch meaning {
        case .draining: atOnce(.connect, jitter)
        case .deviceGone: replaceDevice(with: .refreshDevice, jitter)
        case .replaced, .refused: (next, delay, failures) = (.findDevice, .seconds(300), failures + 1)
        // The registry, which is asked next, tells whether the token is still good.
        case .unauthenticated: retry(.findDevice, jitter)
        case .transient where unready >= Self.mostUnready:
            // A registration can be dead without anybody saying so.
            unready = 0
            retry(.registerDevice, jitter)
        case .transient: reconnect(jitter)
        }
    }

    /// The address of a device can go stale, so after two failures it is asked for again.
    private mutating func reconnect(_ jitter: Double) {
        retry(failures >= 1 ? .findDevice : .connect, jitter)
    }

    /// A registration that was refreshed and is refused again is given up for a new one.
    private mutating func replaceDevice(with step: Step, _ jitter: Double) {
        atOnce(failures == 0 ? step : .registerDevice, jitter)
    }

    /// The first time without a delay; a server that asks for it again and again is asked ever more slowly.
    private mutating func atOnce(_ step: Step, _ jitter: Double) {
        if failures == 0 {
            (next, delay, failures) = (step, .zero, 1)
        } else {
            retry(step, jitter)
        }
    }

    private mutating func retry(_ step: Step, _ jitter: Double) {
        let seconds = Double(1 << min(failures, 5))
        failures += 1
        (next, delay) = (step, .seconds(seconds * (0.5 + jitter / 2)))
    }

    /// A connection that lasted this long was a good one.
    static let steady: Duration = .seconds(30)
    /// After so many sockets that open and close again the device is given up for a new one.
    private static let mostUnready = 4
    /// A server that opens the socket and closes it soon is asked again within four seconds: meanwhile people wait.
    private static let mostFailuresOnceOpen = 2
}

/// What a close code of the event socket means for an unattended bot.
package enum CloseMeaning: Equatable, Sendable {
    /// Something between us broke, or the server cleans up; try again.
    case transient
    /// The node shuts down; another one takes over at once.
    case draining
    /// The registration has expired.
    case deviceGone
    /// Another process opened a socket on our device.
    case replaced
    /// The token was not accepted, or did not arrive in time.
    case unauthenticated
    /// The account may not have a socket at all.
    case refused

    /// Whether the same socket may well stay open the next time.
    fileprivate var letsUsIn: Bool {
        switch self {
        case .transient, .draining, .deviceGone: true
        case .replaced, .unauthenticated, .refused: false
        }
    }

    /// - Parameters:
    ///   - code: Of the close frame, or 1006 when the connection broke.
    ///   - reason: The words of the close frame; they alone tell a device that was taken over from other closes with 4000.
    package init(_ code: UInt16, reason: String) {
        switch code {
        case 4001: self = .draining
        case 4404: self = .deviceGone
        case 4000 where reason.lowercased().contains("replaced"): self = .replaced
        case 1008, 4401: self = .unauthenticated
        case 4400, 4403: self = .refused
        default: self = .transient
        }
    }
}
