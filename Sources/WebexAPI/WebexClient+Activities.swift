import FoundationEssentials
import HTTPTransport
package import Recordings

/// An activity as the conversation service tells it; nobody has seen whether a bot is told this much.
private struct ActivityAnswer: Decodable {
    struct Object: Decodable {
        var objectType: String?
        var meetingInstanceId: String?
    }
    var object: Object?
}

extension WebexClient {
    /// The meeting whose recording a message forwards, as far as the conversation service tells a bot.
    ///
    /// It is asked only about messages that say nothing else, and nothing comes of an answer without it: what the service
    /// tells of a message beside its id is not documented.
    ///
    /// - Parameter address: Of the message on the conversation service; must be trusted already, for the token goes there.
    /// - Returns: The meeting, or nothing when the service does not know or does not tell.
    /// - Throws: `CancellationError`.
    package func forwardedMeeting(at address: String) async throws -> MeetingID? {
        for place in [address.replacing("/messages/", with: "/activities/"), address] {
            do {
                let call = WebexCall(named: "conversation service", url: place)
                let object = try await answer(to: call, as: ActivityAnswer.self).object
                if object?.objectType == "meetingContainer", let id = object?.meetingInstanceId { return MeetingID(id) }
            } catch is WebexError {
                continue
            }
        }
        return nil
    }
}
