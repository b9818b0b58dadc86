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
    let logger: Logger
    let deliver: @Sendable (IncomingEvent) async -> Void

    /// Puts together what it takes; nothing is connected before ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: Where things are and who we are.
    ///   - webex: With the bot's credential.
    ///   - sockets: Opens the socket.
    ///   - token: The bot's token, which the socket wants in a frame of its own.
    ///   - me: The bot itself; its own messages come back and are passed over.
    ///   - state: Told whether the socket is open.
    ///   - clock: Measures delays and silence.
    ///   - logger: Gets the life of the socket.
    ///   - deliver: Gets every event once per delivery; Webex may deliver one twice.
    package init(
        configuration: Configuration, webex: WebexClient, sockets: WebSocketClient, token: Secret, me: PersonID,
        state: TransportState, clock: any Clock<Duration> = ContinuousClock(), logger: Logger,
        deliver: @escaping @Sendable (IncomingEvent) async -> Void
    ) {
        self.configuration = configuration
        self.webex = webex
        self.sockets = sockets
        self.token = token
        self.me = me
        self.state = state
        self.clock = clock
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
                logger.info("connecting again later", metadata: ["socket.delay": "\(machine.delay)"])
                try await clock.sleep(for: machine.delay)
            }
            let event = try await perform(machine.next, at: &place)
            try Task.checkCancellation()
            machine.on(event, jitter: Double.random(in: 0...1))
        }
    }

    /// A device and where it was found.
    private struct Place {
        var device: Device
        /// Where the device is registered.
        var registry: String
        var catalogue: ServiceCatalogue
    }

    private func perform(_ step: SocketState.Step, at place: inout Place?) async throws -> SocketState.Event {
        switch (step, place) {
        case (.connect, let place?): return try await read(place)
        default:
            do {
                place = try await findPlace(new: step == .registerDevice)
                return .deviceFound
            } catch let error as WebexError {
                logger.error(
                    "no device to receive events on",
                    metadata: ["error": "\(error)", "webex.tracking.id": "\(error.trackingID ?? "none")"])
                return .deviceUnavailable
            }
        }
    }
}

// MARK: - Finding the device

extension MercuryIntake {
    private func findPlace(new: Bool) async throws -> Place {
        let catalogue = try await findCatalogue()
        let registry = catalogue.devices ?? configuration.fallbackDevicesURL
        guard isTrusted(registry, namedAt: configuration.catalogueURL) else {
            throw WebexError(
                .malformedAnswer, operation: "GET /catalog",
                message: "the device registry is at an address of nobody we know")
        }
        let ours =
            new ? [] : try await webex.devices(at: registry).filter { $0.name == configuration.deviceName }
        let newest = ours.max { ($0.modified ?? .distantPast) < ($1.modified ?? .distantPast) }
        if let newest { return Place(device: newest, registry: registry, catalogue: catalogue) }
        let device = try await webex.registerDevice(named: configuration.deviceName, at: registry)
        logger.notice("registered a device", metadata: ["device.name": "\(configuration.deviceName)"])
        return Place(device: device, registry: registry, catalogue: catalogue)
    }

    /// The catalogue, or an empty one when it does not answer: the registry has a well-known address as well.
    private func findCatalogue() async throws -> ServiceCatalogue {
        do {
            return try await webex.catalogue(at: configuration.catalogueURL)
        } catch let error as WebexError where error.code != .unauthorized {
            logger.warning("the service catalogue does not answer", metadata: ["error": "\(error)"])
            return ServiceCatalogue()
        }
    }

    /// Whether the token may go to an address that an answer named.
    ///
    /// To a known one always; from one encrypted connection to the next, wherever Webex says. In the clear nobody vouches
    /// for anybody.
    private func isTrusted(_ address: String, namedAt source: String) -> Bool {
        guard let address = WebexAddress(address), let source = WebexAddress(source) else { return false }
        return address.isTrusted(known: known) || (address.isEncrypted && source.isEncrypted)
    }

    /// What was configured.
    private var known: [WebexAddress] {
        [configuration.catalogueURL, configuration.fallbackDevicesURL, webex.baseURL].compactMap { WebexAddress($0) }
    }
}

// MARK: - Reading the socket

extension MercuryIntake {
    private func read(_ place: Place) async throws -> SocketState.Event {
        guard isTrusted(place.device.webSocketURL, namedAt: place.registry) else {
            logger.error("the device's socket is at an address of nobody we know")
            return .deviceUnavailable
        }
        let connection: WebSocketConnection
        do {
            let url = MercuryFrames.address(place.device.webSocketURL, at: Date())
            connection = try await sockets.connect(to: url, deadline: configuration.connectDeadline)
        } catch let error as WebSocketError {
            logger.warning("the event socket did not open", metadata: ["error": "\(error.code): \(error.detail)"])
            guard case .refused(let status) = error.code else { return .unreachable }
            return .handshakeRefused(status: status)
        }
        return try await serve(connection, at: place)
    }

    private func serve(_ connection: WebSocketConnection, at place: Place) async throws -> SocketState.Event {
        let start = ContinuousClock.now
        connection.send(.text(MercuryFrames.authorization(token)))
        let session = MercurySession(
            connection: connection,
            reader: ActivityReader(me: me, catalogue: place.catalogue, known: known), logger: logger)
        defer {
            state.set(.connecting)
            connection.close()
        }
        try await session.run(
            pingInterval: configuration.pingInterval, pongDeadline: configuration.pongDeadline, clock: clock,
            ready: {
                state.set(.connected)
                logger.info("the event socket is open", metadata: ["device.name": "\(configuration.deviceName)"])
            }, deliver: deliver)
        let closure = connection.closure ?? WebSocketClosure(code: 1006, reason: "")
        let meaning = CloseMeaning(closure.code, reason: closure.reason)
        report(closure, meaning)
        return .closed(meaning, lasted: ContinuousClock.now - start)
    }

    private func report(_ closure: WebSocketClosure, _ meaning: CloseMeaning) {
        let metadata: Logger.Metadata = ["socket.code": "\(closure.code)", "socket.reason": "\(closure.reason)"]
        switch meaning {
        case .replaced:
            logger.error(
                "another process took over this device: run one instance per device, each with a state folder of its own",
                metadata: metadata)
        case .unauthenticated, .refused:
            logger.error("Webex refuses the bot's token on the event socket", metadata: metadata)
        case .transient, .draining, .deviceGone: logger.info("the event socket was closed", metadata: metadata)
        }
    }
}
