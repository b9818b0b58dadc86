import FoundationEssentials
import HTTPTransport
import HTTPTypes
import JSONTree
import Logging
import WebConnections

@testable import Sandbox

/// A sandbox that listens, with a client to reach it.
struct LiveSandbox {
    let sandbox: WebexSandbox
    let moment: Moment
    let http: HTTPClient
    let sockets: WebSocketClient

    /// Runs the sandbox of a company, that of `config/sandbox.json` unless another is given, for as long as `body` takes.
    static func with(
        _ configuration: WebexSandbox.Configuration = .init(), company: Company? = nil, authorities: String? = nil,
        _ body: (LiveSandbox) async throws -> Void
    ) async throws {
        let moment = Moment()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let sandbox = try WebexSandbox(
            company: company ?? .example(), configuration: configuration, now: { moment.now }, logger: logger)
        var httpConfiguration = HTTPClient.Configuration()
        httpConfiguration.extraAuthorities = authorities
        var socketConfiguration = WebSocketClient.Configuration()
        socketConfiguration.extraAuthorities = authorities
        let live = LiveSandbox(
            sandbox: sandbox, moment: moment, http: try HTTPClient(configuration: httpConfiguration),
            sockets: try WebSocketClient(configuration: socketConfiguration, logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sandbox.run() }
            try await body(live)
            group.cancelAll()
        }
    }

    func send(
        _ method: HTTPRequest.Method, _ url: String, _ token: String?, body: JSONValue? = nil
    ) async throws -> (status: Int, fields: HTTPFields, json: JSONValue, bytes: [UInt8]) {
        var request = ClientRequest(method, url, body: body?.utf8)
        request.fields[.authorization] = token.map { "Bearer \($0)" }
        request.fields[.contentType] = body.map { _ in "application/json" }
        let response = try await http.send(request, deadline: .seconds(10))
        let json = (try? JSONValue(parsing: response.body)) ?? .null
        return (response.status.code, response.fields, json, response.body)
    }

    /// Registers a device of the bot; the address of its socket.
    func register() async throws -> String {
        let body: JSONValue = ["name": "steward-1", "deviceName": "steward-1", "deviceType": "DESKTOP"]
        let device = try await send(.post, "\(sandbox.wdmURL)/devices", sandbox.botToken, body: body)
        guard let url = device.json["webSocketUrl"]?.string else { throw TestFailure("no device: \(device.status)") }
        return url
    }

    /// An event socket of the bot that is ready for events.
    func listen(_ url: String? = nil) async throws -> EventSocket {
        let address = if let url { url } else { try await register() }
        let socket = try await open(address + "?outboundWireFormat=text&bufferStates=true")
        socket.authorize(sandbox.botToken)
        guard try await socket.next()["data"]?["eventType"]?.string == "mercury.buffer_state" else {
            throw TestFailure("the first frame is not readiness")
        }
        return socket
    }

    func open(_ url: String) async throws -> EventSocket {
        EventSocket(connection: try await sockets.connect(to: url, deadline: .seconds(10)))
    }
}

/// The client's side of an event socket.
struct EventSocket {
    let connection: WebSocketConnection

    func send(_ frame: JSONValue) { connection.send(.text(frame.text)) }

    func authorize(_ token: String) {
        send(["id": "1", "type": "authorization", "data": ["token": .string("Bearer \(token)")]])
    }

    /// The next frame, whatever kind it comes in.
    func next() async throws -> JSONValue {
        switch try await connection.next() {
        case .text(let text)?: return try JSONValue(parsing: Array(text.utf8))
        case .binary(let bytes)?: return try JSONValue(parsing: bytes)
        case nil: throw TestFailure("closed: \(String(describing: connection.closure))")
        }
    }

    /// The activity in the next frame.
    func activity() async throws -> JSONValue {
        guard let activity = try await next()["data"]?["activity"] else { throw TestFailure("no activity") }
        return activity
    }

    /// How the other side closes; frames before that are skipped.
    func closure() async throws -> WebSocketClosure? {
        while try await connection.next() != nil {}
        return connection.closure
    }
}
