import FoundationEssentials
import JSONTree

/// The frames that the event socket sends.
enum Envelope {
    /// Something that happened, with its payload under `data`.
    static func event(_ data: JSONValue, sequence: Int, now: Date) -> JSONValue {
        let id = UUID().uuidString.lowercased()
        return [
            "id": .string(id),
            "data": data,
            "timestamp": JSONValue(Timestamp.epochMilliseconds(now)),
            "trackingId": .string("CONV_\(id)"),
            "alertType": "none",
            "headers": [:],
            "sequenceNumber": JSONValue(sequence),
            "filterMessage": false,
        ]
    }

    /// What says that the socket is authorized and events will follow.
    static func ready(sequence: Int, now: Date) -> JSONValue {
        event(
            ["eventType": "mercury.buffer_state", "bufferState": ["conversation": "LIVE"]], sequence: sequence, now: now
        )
    }

    static func pong(to id: String, sequence: Int, now: Date) -> JSONValue {
        [
            "id": .string(id),
            "type": "pong",
            "sequenceNumber": JSONValue(sequence),
            "data": ["wsWriteTimestamp": JSONValue(Timestamp.epochMilliseconds(now))],
        ]
    }
}
