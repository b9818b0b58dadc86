import FoundationEssentials
package import Logging
package import Recordings
import ServiceLifecycle
package import WebConnections
package import WebexAPI

/// Keeps the event socket open and hands over every event that asks something of the bot, until shutdown.
package struct MercuryIntake: Service {
    /// Where things are and who we are.
    package struct Configuration: Sendable {
        /// Base of the service catalogue.
        package var catalogueURL: String
        /// Base of the device registry when the catalogue does not name one.
        package var fallbackDevicesURL: String
        /// The device's name: the same at every start, and nobody else's.
        package var deviceName: String
        /// How often to ask whether the other side is still there, and how long it may take to say so.
        package var pingInterval: Duration = .seconds(10)
        package var pongDeadline: Duration = .seconds(8)
        /// For opening the socket.
        package var connectDeadline: Duration = .seconds(15)

        package init(catalogueURL: String, fallbackDevicesURL: String, deviceName: String) {
            self.catalogueURL = catalogueURL
            self.fallbackDevicesURL = fallbackDevicesURL
            self.deviceName = deviceName
        }
    }

    let configuration: Configuration
    let webex: WebexClient
    let sockets: WebSocketClient
    let token: Secret
    let me: PersonID
    let state: TransportState
    let clock: any Clock<Duration>
    let pulse: any Clock<Duration>
    let logger: Logger
    let deliver: @Sendable (IncomingEvent) async -> Void

    /// Where our device is found.
    var registry: DeviceRegistry {
        DeviceRegistry(
            catalogueURL: configuration.catalogueURL, fallbackURL: configuration.fallbackDevicesURL, webex: webex,
            logger: logger)
    }

    /// Puts together what it takes; nothing is connected before ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: Where things are and who we are.
    ///   - webex: With the bot's credential.
    ///   - sockets: Opens the socket.
    ///   - token: The bot's token, which the socket wants in a frame of its own.
    ///   - me: The bot itself; its own messages come back and are passed over.
    ///   - state: Told whether the socket is open.
    ///   - clock: Measures the delays before the next try.
    ///   - pulse: Measures how long an open socket is silent.
    ///   - logger: Gets the life of the socket.
    ///   - deliver: Gets every event once per delivery; Webex may deliver one twice.
    package init(
        configuration: Configuration, webex: WebexClient, sockets: WebSocketClient, token: Secret, me: PersonID,
        state: TransportState, clock: any Clock<Duration> = ContinuousClock(),
        pulse: any Clock<Duration> = ContinuousClock(), logger: Logger,
        deliver: @escaping @Sendable (IncomingEvent) async -> Void
    ) {
        self.configuration = configuration
        self.webex = webex
        self.sockets = sockets
        self.token = token
        self.me = me
        self.state = state
        self.clock = clock
        self.pulse = pulse
        self.logger = logger
        self.deliver = deliver
    }

    /// Connects, reads and connects again until cancelled or a graceful shutdown begins.
    package func run() async {
        await cancelWhenGracefulShutdown {
            do {
                try await keepOpen()
            } catch {
                logger.debug("the event socket stops", metadata: ["error": "\(error)"])
            }
        }
        state.set(.stopped)
    }

    private func keepOpen() async throws {
        var machine = SocketState()
        var place: Place?
        while true {
            if machine.delay > .zero {
                logger.info("connecting again later", metadata: ["socket.delay": "\(machine.delay.rounded)"])
                try await clock.sleep(for: machine.delay)
            }
            let event = try await attempt(machine.next, at: &place)
            try Task.checkCancellation()
            machine.on(event, jitter: Double.random(in: 0...1))
        }
    }

    /// Whatever goes wrong is a reason to try again: a bot that no longer listens helps nobody.
    private func attempt(_ step: SocketState.Step, at place: inout Place?) async throws -> SocketState.Event {
        do {
            return try await perform(step, at: &place)
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.error("the event socket failed in a way that was not foreseen", metadata: ["error": "\(error)"])
            return .deviceUnavailable
        }
    }

    private func perform(_ step: SocketState.Step, at place: inout Place?) async throws -> SocketState.Event {
        if step == .connect, let place { return try await read(place) }
        do {
            switch (step, place) {
            case (.refreshDevice, let known?): place = try await refreshed(known)
            default: place = try await findPlace(isNew: step == .registerDevice)
            }
            return .deviceFound
        } catch let error as WebexError {
            if step == .refreshDevice, error.code == .notFound { return .deviceUnknown }
            report(error)
            return .deviceUnavailable
        }
    }
}
