import JSONTree
import Recordings
import WebexAPI

@testable import Intake

/// A frame of the event socket.
enum MercuryFuzz {
    private static let reader = ActivityReader(
        me: PersonID("a7c0f5de-1f34-4f0b-8d0e-61b7f1c5a901", .person),
        catalogue: ServiceCatalogue(clusters: ["conv-k.wbx2.com": "urn:TEAM:eu-central-1_k"]), known: [])

    static func run(_ bytes: [UInt8]) {
        guard let frame = MercuryFrame(bytes) else { return }
        if let id = frame.id {
            let answer = try? JSONValue(parsing: MercuryFrames.acknowledgement(of: id).utf8)
            require(answer?["messageId"]?.string == id, "an acknowledgement names the frame")
        }
        guard let activity = frame.data?.activity, let event = reader.event(from: activity) else { return }
        require(event.actor != reader.me, "our own messages are no events")
        guard let resolver = event.resolver else { return }
        require(WebexAddress(resolver)?.isTrusted(known: []) == true, "a token goes to Webex alone")
    }
}
