import JSONTree
import WebConnections

/// What a client says on the event socket.
enum ClientFrame: Equatable {
    case authorization(token: String)
    case ping(id: String)
    case acknowledgement(of: String)
    /// A frame of a kind that needs no answer.
    case other
    /// No JSON, or nothing that has a type.
    case malformed

    init(_ message: WebSocketMessage) {
        let bytes =
            switch message {
            case .text(let text): Array(text.utf8)
            case .binary(let bytes): bytes
            }
        guard let frame = try? JSONValue(parsing: bytes), let type = frame["type"]?.string else {
            self = .malformed
            return
        }
        switch type {
        case "authorization": self = .authorization(token: frame["data"]?["token"]?.string ?? "")
        case "ping": self = .ping(id: frame["id"]?.string ?? "")
        case "ack": self = .acknowledgement(of: frame["messageId"]?.string ?? "")
        default: self = .other
        }
    }
}
