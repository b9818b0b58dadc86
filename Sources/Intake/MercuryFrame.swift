import FoundationEssentials

/// One frame that the event socket sends: an envelope with an event, a pong, or word that the node shuts down.
struct MercuryFrame: Decodable, Sendable {
    struct Payload: Decodable, Sendable {
        var eventType: String?
        var activity: Activity?
    }
    /// What an answer to this frame must name.
    var id: String?
    /// Missing on envelopes.
    var type: String?
    var data: Payload?
    /// One more than that of the frame before: a number that is left out is a frame that got lost.
    private var sequenceNumber: Number?

    /// The number of the frame in its socket; nothing where it has none.
    var number: Int? { sequenceNumber?.value }

    /// A number that is none, or none to count with, is no reason not to read the rest.
    private struct Number: Decodable {
        var value: Int?

        init(from decoder: any Decoder) throws {
            let number = try? decoder.singleValueContainer().decode(Int32.self)
            value = number.flatMap { $0 >= 0 ? Int($0) : nil }
        }
    }

    /// Whether the server says with this frame that it takes us for who we are: it sends events to nobody else.
    ///
    /// The first one is `mercury.buffer_state` or `mercury.registration_status`, but is not sure to be.
    var provesReadiness: Bool { type == nil && data?.eventType != nil }
}

/// One entry of the event stream; what was said in it is encrypted and not read.
struct Activity: Decodable, Sendable {
    struct Actor: Decodable, Sendable {
        var entryUUID: String?
        var type: String?
    }
    struct Object: Decodable, Sendable {
        var objectType: String?
        var meetingInstanceId: String?
    }
    struct Target: Decodable, Sendable {
        var id: String?
        var url: String?
        var globalId: String?
    }
    var id: String
    var verb: String?
    var actor: Actor?
    var object: Object?
    var target: Target?
}

extension MercuryFrame {
    /// Reads a frame; nothing when it is none that we know the shape of.
    init?(_ bytes: [UInt8]) {
        guard let frame = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
        self = frame
    }
}
