import CWebSockets
import HTTPTypes

/// The server's side of the handshake that makes a websocket of a connection.
///
/// - SeeAlso: RFC 6455, section 4.2.
struct WebSocketHandshake {
    /// Our answer to the peer's riddle, which shows that we understood.
    let proof: String

    /// Whether a request asks for a websocket, rightly or not.
    static func isWanted(by request: ServerRequest) -> Bool {
        RequestHead.names("websocket", in: request.fields[.upgrade])
    }

    /// Nothing when the request breaks a rule.
    init?(_ request: ServerRequest) {
        guard request.method == .get, RequestHead.names("upgrade", in: request.fields[.connection]),
            request.fields[.secWebSocketVersion] == "13", let key = request.fields[.secWebSocketKey],
            key.utf8.count == 24,
            let proof = Self.proof(of: key)
        else { return nil }
        self.proof = proof
    }

    private static func proof(of key: String) -> String? {
        let text = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
        var digest = [UInt8](repeating: 0, count: 20)
        _ = unsafe lws_SHA1(text, text.count, &digest)
        let encoded = unsafe [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            let length = unsafe buffer.withMemoryRebound(to: CChar.self) { room in
                unsafe digest.withUnsafeBytes { bytes in
                    unsafe lws_b64_encode_string(
                        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), 20, room.baseAddress, 32)
                }
            }
            count = max(0, Int(length))
        }
        return encoded.isEmpty ? nil : String(decoding: encoded, as: UTF8.self)
    }
}
