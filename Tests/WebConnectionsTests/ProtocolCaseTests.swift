import Testing

@testable import WebConnections

/// What RFC 6455 asks of both ends: every case is played to our server and to our client, which send back what they get.
@Suite(.timeLimit(.minutes(1))) struct ProtocolCaseTests {
    @Test(arguments: ProtocolCase.all + ProtocolCase.strictness)
    func `a server keeps to the protocol`(_ example: ProtocolCase) async throws {
        try await withSocketServer(Self.limited) { server in
            try await example.play(to: try await RawWebSocket(port: server.port))
        }
    }

    @Test(arguments: ProtocolCase.all + ProtocolCase.leniencies)
    func `a client keeps to the protocol`(_ example: ProtocolCase) async throws {
        try await withSocketServer(Self.limited) { server in
            let listener = try TCPListener()
            async let accepted = RawWebSocket(accepting: listener, handshakeBy: server)
            var configuration = WebSocketClient.Configuration()
            configuration.maximumMessageSize = ProtocolCase.limit
            let client = try await WebSocketClient(configuration: configuration, logger: .silent)
                .connect(to: "ws://127.0.0.1:\(listener.port)/", deadline: .seconds(20))
            async let echoing: Void = echo(client)
            try await example.play(to: accepted)
            client.close()
            await echoing
        }
    }

    private static let limited = WebServer.Configuration.with(\.maximumMessageSize, ProtocolCase.limit)
}

/// Frames that are sent, and what must come back first.
struct ProtocolCase: Sendable, CustomTestStringConvertible {
    /// What comes back.
    enum Outcome: Sendable {
        /// A whole message: the opcode with the final bit, and what it holds.
        case message(UInt8, [UInt8])
        /// A close frame, with a code or without.
        case close(Int?)
        /// The connection fails: a close frame that says so, or just its end.
        case failure
    }

    let testDescription: String
    let frames: [OutgoingFrame]
    let outcome: Outcome

    init(_ name: String, _ frames: OutgoingFrame..., gives outcome: Outcome) {
        testDescription = name
        self.frames = frames
        self.outcome = outcome
    }

    /// The largest message that both ends take, in bytes.
    static let limit = 100_000

    func play(to peer: RawWebSocket) async throws {
        for frame in frames { try peer.send(frame) }
        let answer = try? await peer.readMessage()
        switch outcome {
        case .message(let head, let payload): #expect(answer == RawWebSocket.Frame(head: head, payload: payload))
        case .close(let code):
            #expect(answer?.head == 0x88)
            #expect(answer?.closeCode == code)
        case .failure: #expect(answer == nil || answer?.closeCode == 1002)
        }
    }
}

extension ProtocolCase {
    static let all = messages + controls + violations

    private static let messages = [
        sizes(0), sizes(125), sizes(126), sizes(65_535), sizes(65_536), sizes(limit),
        ProtocolCase("text", text(0x81, "grüß dich"), gives: .message(0x81, Array("grüß dich".utf8))),
        ProtocolCase(
            "a message in three fragments", text(0x01, "one "), text(0x00, "two "), text(0x80, "three"),
            gives: .message(0x81, Array("one two three".utf8))),
        ProtocolCase(
            "a character across two fragments", OutgoingFrame(0x01, [0xE2, 0x82]), OutgoingFrame(0x80, [0xAC]),
            gives: .message(0x81, Array("€".utf8))),
        ProtocolCase(
            "empty fragments", text(0x01, ""), text(0x00, ""), text(0x80, "end"),
            gives: .message(0x81, Array("end".utf8))
        ),
        ProtocolCase(
            "a pong that nobody asked for", text(0x8A, "?"), text(0x81, "next"),
            gives: .message(0x81, Array("next".utf8))
        ),
        ProtocolCase(
            "a message over the limit", OutgoingFrame(0x82, Array(repeating: 1, count: limit + 1)), gives: .close(1009)),
        ProtocolCase(
            "fragments over the limit", OutgoingFrame(0x02, Array(repeating: 1, count: limit)),
            OutgoingFrame(0x80, [1]),
            gives: .close(1009)),
    ]

    private static let controls = [
        ProtocolCase("a ping", text(0x89, "still there?"), gives: .message(0x8A, Array("still there?".utf8))),
        ProtocolCase("a ping without words", text(0x89, ""), gives: .message(0x8A, [])),
        ProtocolCase(
            "the longest ping", OutgoingFrame(0x89, Array(repeating: 7, count: 125)),
            gives: .message(0x8A, Array(repeating: 7, count: 125))),
        ProtocolCase(
            "a ping between fragments", text(0x01, "one"), text(0x89, "ping"), text(0x80, "two"),
            gives: .message(0x8A, Array("ping".utf8))),
        ProtocolCase("a close", close(1000, "done"), gives: .close(1000)),
        ProtocolCase("a close of one's own", close(4000, ""), gives: .close(4000)),
        ProtocolCase("a close between fragments", text(0x01, "one"), close(1001, ""), gives: .close(1001)),
        ProtocolCase("a message after the close", close(1000, ""), text(0x81, "late"), gives: .close(1000)),
    ]

    private static let violations = [
        ProtocolCase("text that is not UTF-8", OutgoingFrame(0x81, [0x61, 0xFF]), gives: .close(1007)),
        ProtocolCase("text that ends within a character", OutgoingFrame(0x81, [0xE2, 0x82]), gives: .close(1007)),
        ProtocolCase("half of a surrogate pair", OutgoingFrame(0x81, [0xED, 0xA0, 0x80]), gives: .close(1007)),
        ProtocolCase(
            "bad UTF-8 across fragments", OutgoingFrame(0x01, [0xE2]), OutgoingFrame(0x80, [0x28, 0xA1]),
            gives: .close(1007)),
        ProtocolCase("a reserved bit", text(0xC1, "compressed"), gives: .failure),
        ProtocolCase("a data opcode that does not exist", text(0x83, "?"), gives: .failure),
        ProtocolCase("a control opcode that does not exist", text(0x8B, "?"), gives: .failure),
        ProtocolCase("the rest of no message", text(0x80, "rest"), gives: .failure),
        ProtocolCase("a message within another", text(0x01, "one"), text(0x81, "two"), gives: .failure),
        ProtocolCase("a ping in fragments", text(0x09, "ping"), gives: .failure),
        ProtocolCase(
            "a ping that is too long", OutgoingFrame(0x89, Array(repeating: 7, count: 126)), gives: .failure),
        ProtocolCase(
            "a length with the highest bit", OutgoingFrame(0x82, [], length: .impossible), gives: .failure),
        ProtocolCase("a close code that may not be sent", close(1006, ""), gives: .failure),
        ProtocolCase("a close code of nobody", close(999, ""), gives: .failure),
    ]

    /// Where the library, which reads for our client, takes what the protocol forbids; nobody is harmed by it.
    static let leniencies = [
        ProtocolCase(
            "a mask where none may be", OutgoingFrame(0x81, [0x61], isMaskWrong: true), gives: .message(0x81, [0x61])),
        ProtocolCase("half a close code", OutgoingFrame(0x88, [3]), gives: .close(nil)),
        ProtocolCase("a close reason that is not UTF-8", OutgoingFrame(0x88, [0x03, 0xE8, 0xFF]), gives: .close(1000)),
    ]

    /// The same for our server, which reads for itself.
    static let strictness = [
        ProtocolCase(
            "no mask where one must be", OutgoingFrame(0x81, [0x61], isMaskWrong: true), gives: .close(1002)),
        ProtocolCase("half a close code", OutgoingFrame(0x88, [3]), gives: .close(1002)),
        ProtocolCase("a close reason that is not UTF-8", OutgoingFrame(0x88, [0x03, 0xE8, 0xFF]), gives: .close(1007)),
    ]

    private static func sizes(_ count: Int) -> ProtocolCase {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        return ProtocolCase("\(count) bytes", OutgoingFrame(0x82, bytes), gives: .message(0x82, bytes))
    }

    private static func text(_ head: UInt8, _ text: String) -> OutgoingFrame { OutgoingFrame(head, Array(text.utf8)) }

    private static func close(_ code: UInt16, _ reason: String) -> OutgoingFrame {
        OutgoingFrame(0x88, [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8))
    }
}
