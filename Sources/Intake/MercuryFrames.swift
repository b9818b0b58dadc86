import FoundationEssentials
import JSONTree
import Recordings

/// The frames and the address that we send.
enum MercuryFrames {
    /// The device's socket address with what we ask of it: text frames, word when it is ready, statuses as close codes.
    static func address(_ webSocketURL: String, at time: Date) -> String {
        let separator = webSocketURL.contains("?") ? "&" : "?"
        let milliseconds = Int(time.timeIntervalSince1970 * 1000)
        return webSocketURL + separator
            + "outboundWireFormat=text&bufferStates=true&aliasHttpStatus=true&clientTimestamp=\(milliseconds)"
    }

    /// Says who we are; must come within 30 seconds.
    static func authorization(_ token: Secret) -> String {
        let frame: JSONValue = [
            "id": .string(uuid()), "type": "authorization", "data": ["token": .string("Bearer \(token.reveal())")],
        ]
        return frame.text
    }

    /// Asks whether the other side is still there.
    static func ping(id: String) -> String {
        let frame: JSONValue = ["id": .string(id), "type": "ping"]
        return frame.text
    }

    /// Says that a frame arrived.
    static func acknowledgement(of id: String) -> String {
        let frame: JSONValue = ["messageId": .string(id), "type": "ack"]
        return frame.text
    }

    static func uuid() -> String { UUID().uuidString.lowercased() }
}
