import FoundationEssentials
import Logging
import WebConnections
import WebexAPI

// Reading the socket.
extension MercuryIntake {
    /// How long the socket of a node that shuts down is still read after the next one was opened.
    private static let handOver: Duration = .seconds(30)

    /// Reads the device's socket until it closes.
    ///
    /// When the node at its other end shuts down, the next socket is opened while the old one is still read: what is
    /// delivered in between comes over either. Should the next one not open, the old one is left as well.
    func read(_ place: Place) async throws -> SocketState.Event {
        guard registry.isTrusted(place.device.webSocketURL) else {
            logger.error("the device's socket is at an address of nobody we know")
            return .deviceUnavailable
        }
        defer { state.set(.connecting) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            var hasMoved = false
            while true {
                let connection: WebSocketConnection
                switch try await open(place) {
                case .success(let opened): connection = opened
                case .failure(let obstacle): return obstacle.event
                }
                let start = ContinuousClock.now
                let session = MercurySession(
                    connection: connection,
                    reader: ActivityReader(me: me, catalogue: place.catalogue, known: registry.known), logger: logger)
                let ending = try await serve(connection, session, isNext: hasMoved)
                let lasted = ContinuousClock.now - start
                // A node that says so again and again is no node to hurry to.
                guard ending == .draining, !hasMoved || lasted >= SocketState.steady else {
                    connection.close()
                    return closed(connection, ending, lasted, wasReady: session.isReady)
                }
                hasMoved = true
                logger.info("the node of the event socket shuts down: moving to the next one")
                group.addTask { try await drain(connection, session) }
            }
        }
    }

    /// Why a socket did not open.
    private struct Obstacle: Error { var event: SocketState.Event }

    private func open(_ place: Place) async throws -> Result<WebSocketConnection, Obstacle> {
        do {
            let url = MercuryFrames.address(place.device.webSocketURL, at: Date())
            let connection = try await sockets.connect(to: url, deadline: configuration.connectDeadline)
            connection.send(.text(MercuryFrames.authorization(token)))
            return .success(connection)
        } catch let error as WebSocketError {
            logger.warning("the event socket did not open", metadata: ["error": "\(error.code): \(error.detail)"])
            guard case .refused(let status) = error.code else { return .failure(Obstacle(event: .unreachable)) }
            return .failure(Obstacle(event: .handshakeRefused(status: status)))
        }
    }

    private func serve(
        _ connection: WebSocketConnection, _ session: MercurySession, isNext: Bool
    ) async throws -> MercurySession.Ending {
        do {
            return try await session.run(
                pingInterval: configuration.pingInterval, pongDeadline: configuration.pongDeadline, clock: pulse,
                note: { note in
                    heed(note)
                    // The one before may have been closed meanwhile.
                    if isNext, case .ready = note { state.noteLoss() }
                }, deliver: deliver)
        } catch {
            connection.close()
            throw error
        }
    }

    private func heed(_ note: MercurySession.Note) {
        switch note {
        case .ready:
            state.set(.connected)
            logger.info("the event socket is open", metadata: ["device.name": "\(configuration.deviceName)"])
        case .alive: state.confirm()
        case .lost: state.noteLoss()
        }
    }

    /// Reads the rest of a socket whose node shuts down.
    private func drain(_ connection: WebSocketConnection, _ session: MercurySession) async throws {
        defer { connection.close() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await session.readRest(lost: { state.noteLoss() }, deliver: deliver) }
            group.addTask { try await pulse.sleep(for: Self.handOver) }
            try await group.next()
            group.cancelAll()
        }
    }

    private func closed(
        _ connection: WebSocketConnection, _ ending: MercurySession.Ending, _ lasted: Duration, wasReady: Bool
    ) -> SocketState.Event {
        if ending == .draining { return .closed(.draining, lasted: lasted, wasReady: wasReady) }
        let closure = connection.closure ?? WebSocketClosure(code: 1006, reason: "")
        let meaning = CloseMeaning(closure.code, reason: closure.reason)
        report(closure, meaning)
        return .closed(meaning, lasted: lasted, wasReady: wasReady)
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
