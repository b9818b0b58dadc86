import FoundationEssentials
import HTTPTypes
import WebConnections

extension Cloud {
    private static let socketRoute = Route(.get, "/v1/apps/wx2/registrations/{id}/messages") { _ in
        { _ in ServerResponse(.upgradeRequired) }
    }

    static func socketAddress(of device: Device, origin: String) -> String {
        "ws\(origin.dropFirst(4))/v1/apps/wx2/registrations/\(device.registration)/messages"
    }

    /// How a socket's handshake is answered: 404 when nothing is registered under its address, nothing to let it in.
    func admit(_ request: ServerRequest) -> HTTPResponse.Status? {
        if case .answer(let response) = faults.take(for: request) { return response.status }
        return registration(in: request) == nil ? .notFound : nil
    }

    /// Serves one event socket until either side closes it.
    func serve(_ connection: WebSocketConnection, _ request: ServerRequest) async {
        guard let device = registration(in: request) else { return }
        let wantsText = request.query.contains { $0.name == "outboundWireFormat" && $0.value == "text" }
        guard await authorize(connection, for: device, request) else { return }
        mercury.attach(
            connection, registration: device.registration, account: device.account, isText: wantsText)
        defer { mercury.detach(connection, registration: device.registration) }
        if request.query.contains(where: { $0.name == "bufferStates" && $0.value == "true" }) {
            mercury.send(to: device.registration) { [now] in Envelope.ready(sequence: $0, now: now()) }
        }
        await listen(to: connection, registration: device.registration)
    }

    private func registration(in request: ServerRequest) -> Device? {
        guard let registration = Self.socketRoute.match(request.path)?.first else { return nil }
        return withState { $0.devices.device(registration: registration) }
    }

    /// Waits for the authorization frame; a socket that sends a bad one, or none in time, is closed.
    private func authorize(_ connection: WebSocketConnection, for device: Device, _ request: ServerRequest) async
        -> Bool
    {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [behaviour] in
                guard (try? await behaviour.clock.sleep(for: behaviour.authorizationDeadline)) != nil else { return }
                // The words are those of Webex, milliseconds called seconds and all.
                let reason = "authentication did not happen within the timeout window of 30000 seconds."
                connection.close(code: 1008, reason: reason)
            }
            defer { group.cancelAll() }
            while let message = try? await connection.next() {
                guard case .authorization(let token) = ClientFrame(message) else { continue }
                guard let refusal = refusal(of: token, for: device) else { return true }
                let isAliased = request.query.contains { $0.name == "aliasHttpStatus" && $0.value == "true" }
                connection.close(code: isAliased ? refusal.code : 1008, reason: refusal.reason)
                return false
            }
            return false
        }
    }

    /// The close frame for a client that may not listen, as one that asked for HTTP's statuses gets it.
    private func refusal(of token: String, for device: Device) -> WebSocketClosure? {
        guard mayListen(token, to: device) else {
            return WebSocketClosure(code: 4401, reason: "authentication failed")
        }
        // By now the registration may have been renewed, or forgotten.
        let isExpired = withState { $0.devices.device(registration: device.registration)?.isExpired ?? true }
        return isExpired ? WebSocketClosure(code: 4404, reason: "registration expired") : nil
    }

    private func mayListen(_ authorization: String, to device: Device) -> Bool {
        guard authorization.hasPrefix("Bearer ") else { return false }
        let token = withState { $0.tokens.accessToken(String(authorization.dropFirst(7)), now: now()) }
        return token?.account == device.account
    }

    private func listen(to connection: WebSocketConnection, registration: String) async {
        while let message = try? await connection.next() {
            switch ClientFrame(message) {
            case .ping(let id):
                mercury.send(to: registration) { [now] in Envelope.pong(to: id, sequence: $0, now: now()) }
            case .acknowledgement(let id): mercury.acknowledge(id)
            case .malformed: return connection.close(code: 1003, reason: "not a frame")
            case .authorization, .other: continue
            }
        }
    }
}
