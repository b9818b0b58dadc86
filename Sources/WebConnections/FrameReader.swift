/// Takes the frames of a client out of its bytes, however they are cut.
///
/// - SeeAlso: RFC 6455, section 5.
struct FrameReader {
    enum Frame {
        case fragment(MessageAssembler.Fragment)
        case ping([UInt8])
        case pong
        /// With the payload that holds code and reason.
        case close([UInt8])
    }

    private let maximumSize: Int
    private(set) var bytes: [UInt8] = []
    /// Where the next frame begins is unknown.
    private var isBroken = false
    /// A message has begun and not ended.
    private var isInMessage = false
    private var isBinary = false

    init(maximumSize: Int) { self.maximumSize = maximumSize }

    mutating func add(_ more: [UInt8]) { if !isBroken { bytes += more } }

    /// The next whole frame, if there is one.
    ///
    /// - Throws: How to close the connection, when the peer broke a rule; nothing more is read or kept then.
    mutating func next() throws(WebSocketClosure) -> Frame? {
        do throws(WebSocketClosure) { return try nextFrame() } catch {
            // The peer may go on sending until the connection is closed.
            (bytes, isBroken) = ([], true)
            throw error
        }
    }

    private mutating func nextFrame() throws(WebSocketClosure) -> Frame? {
        guard let head = try FrameHead(bytes) else { return nil }
        guard head.isControl || head.payloadSize <= maximumSize else {
            throw WebSocketClosure(code: 1009, reason: "message too big")
        }
        guard bytes.count >= head.size + head.payloadSize else { return nil }
        var payload = Array(bytes[head.size..<head.size + head.payloadSize])
        for index in payload.indices { payload[index] ^= head.mask[index & 3] }
        bytes.removeFirst(head.size + head.payloadSize)
        return try frame(head, payload)
    }

    private mutating func frame(_ head: FrameHead, _ payload: [UInt8]) throws(WebSocketClosure) -> Frame {
        switch head.opcode {
        case .continuation where isInMessage: break
        case .text where !isInMessage, .binary where !isInMessage: isBinary = head.opcode == .binary
        case .ping: return .ping(payload)
        case .pong: return .pong
        case .close: return .close(try checked(payload))
        default: throw .protocolError
        }
        defer { isInMessage = !head.isLast }
        return .fragment(
            MessageAssembler.Fragment(
                bytes: payload, isFirst: !isInMessage, isLast: head.isLast, isBinary: isBinary))
    }
}

extension FrameReader {
    /// A close frame says nothing, or a code that may be sent and words in UTF-8.
    private func checked(_ payload: [UInt8]) throws(WebSocketClosure) -> [UInt8] {
        if payload.isEmpty { return payload }
        guard payload.count >= 2 else { throw .protocolError }
        switch Int(payload[0]) << 8 | Int(payload[1]) {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: throw .protocolError
        }
        guard String(validating: payload.dropFirst(2), as: UTF8.self) != nil else {
            throw WebSocketClosure(code: 1007, reason: "text is not UTF-8")
        }
        return payload
    }
}

/// What stands in front of the payload.
private struct FrameHead {
    enum Opcode: UInt8 { case continuation = 0, text, binary, close = 8, ping, pong }

    let opcode: Opcode
    let isLast: Bool
    let mask: [UInt8]
    let payloadSize: Int
    /// Of the head itself.
    let size: Int

    var isControl: Bool { opcode.rawValue >= Opcode.close.rawValue }

    /// Nothing while it is not whole.
    init?(_ bytes: [UInt8]) throws(WebSocketClosure) {
        guard bytes.count >= 2 else { return nil }
        // No extension was agreed on, and clients mask what they send.
        guard bytes[0] & 0x70 == 0, bytes[1] & 0x80 != 0, let opcode = Opcode(rawValue: bytes[0] & 0x0F) else {
            throw .protocolError
        }
        let length = Int(bytes[1] & 0x7F)
        let extra = length == 127 ? 8 : length == 126 ? 2 : 0
        size = 2 + extra + 4
        self.opcode = opcode
        isLast = bytes[0] & 0x80 != 0
        if opcode.rawValue >= Opcode.close.rawValue, !isLast || extra > 0 { throw .protocolError }
        guard bytes.count >= size else { return nil }
        let long = bytes[2..<2 + extra].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard long <= Int64.max else { throw .protocolError }
        payloadSize = extra == 0 ? length : Int(long)
        mask = Array(bytes[size - 4..<size])
    }
}

extension WebSocketClosure {
    fileprivate static let protocolError = WebSocketClosure(code: 1002, reason: "protocol error")
}
