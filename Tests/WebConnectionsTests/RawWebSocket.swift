import Testing

@testable import WebConnections

/// One end of a websocket without the protocol's rules.
struct RawWebSocket {
    /// A frame as it was read.
    struct Frame: Equatable {
        /// Final bit, reserved bits and opcode.
        var head: UInt8
        var payload: [UInt8]

        /// Nothing for other frames, and for close frames without a code.
        var closeCode: Int? {
            head == 0x88 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil
        }
    }

    private let connection: TCPClient
    private let masks: Bool

    /// The client of a server at this port of this machine.
    init(port: Int) async throws {
        connection = try TCPClient(port: port)
        masks = true
        let response = try await connection.exchange(
            """
            GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
            Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n
            """)
        guard response.status == 101 else { throw TCPError(code: 0) }
    }

    /// The server of the next client; the handshake is left to `server`, which is not asked again.
    init(accepting listener: TCPListener, handshakeBy server: WebServer) async throws {
        connection = try await listener.accept()
        masks = false
        let helper = try TCPClient(port: server.port)
        try helper.send(try await connection.read(through: "\r\n\r\n"))
        try connection.send(try await helper.read(through: "\r\n\r\n"))
    }

    func send(_ head: UInt8, _ payload: String) throws { try send(head, Array(payload.utf8)) }

    /// A frame with up to 125 bytes.
    func send(_ head: UInt8, _ payload: [UInt8]) throws { try send(OutgoingFrame(head, payload)) }

    func sendBytes(_ bytes: [UInt8]) throws { try connection.send(bytes) }

    func send(_ frame: OutgoingFrame) throws { try connection.send(frame.bytes(isMasked: masks != frame.isMaskWrong)) }

    /// Sends messages as fast as they are taken, and tells how many bytes were.
    func flood(maximum: Int) async throws -> Int {
        let frame: [UInt8] = [0x82, 0x80 | 125, 0, 0, 0, 0] + Array(repeating: 1, count: 125)
        return try await connection.sendUntilHeldBack(
            Array(repeatElement(frame, count: 1000).joined()), maximum: maximum)
    }

    /// The next frame, however long and whether masked or not.
    func read() async throws -> Frame {
        let head = try await connection.read(2)
        guard head.count == 2 else { throw TCPError(code: 0) }
        var size = Int(head[1] & 0x7F)
        if size >= 126 {
            let bytes = try await connection.read(size == 126 ? 2 : 8)
            size = bytes.reduce(0) { $0 << 8 | Int($1) }
        }
        let mask = head[1] & 0x80 == 0 ? [] : try await connection.read(4)
        let payload = try await connection.read(size)
        return Frame(head: head[0], payload: mask.isEmpty ? payload : OutgoingFrame.apply(mask, to: payload))
    }

    /// The next message, its fragments put together, or the control frame that comes before it ends.
    func readMessage() async throws -> Frame {
        var message = try await read()
        while message.head & 0x80 == 0 {
            let next = try await read()
            guard next.head & 0x7F == 0 else { return next }
            message = Frame(head: message.head | next.head & 0x80, payload: message.payload + next.payload)
        }
        return message
    }

    func isClosed() async throws -> Bool { try await connection.isClosed() }
}

/// A frame to send, right or wrong.
struct OutgoingFrame {
    /// How its length is written.
    enum Length { case shortest, twoBytes, eightBytes, impossible }

    var head: UInt8
    var payload: [UInt8]
    var length = Length.shortest
    /// Whether it is masked where it must not be, or the other way round.
    var isMaskWrong = false

    init(_ head: UInt8, _ payload: [UInt8], length: Length = .shortest, isMaskWrong: Bool = false) {
        self.head = head
        self.payload = payload
        self.length = length
        self.isMaskWrong = isMaskWrong
    }

    func bytes(isMasked: Bool) -> [UInt8] {
        let mask: [UInt8] = isMasked ? [1, 2, 3, 4] : []
        return [head] + size(bit: isMasked ? 0x80 : 0) + mask + (isMasked ? Self.apply(mask, to: payload) : payload)
    }

    private func size(bit: UInt8) -> [UInt8] {
        let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> ($0 * 8)) }
        return switch length {
        case .shortest where payload.count < 126: [bit | UInt8(payload.count)]
        case .shortest where payload.count < 1 << 16, .twoBytes: [bit | 126] + bytes.suffix(2)
        case .shortest, .eightBytes: [bit | 127] + bytes
        case .impossible: [bit | 127, 0x80] + bytes.dropFirst()
        }
    }

    static func apply(_ mask: [UInt8], to payload: [UInt8]) -> [UInt8] {
        payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }
}
