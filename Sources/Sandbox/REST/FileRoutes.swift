import FoundationEssentials
import HTTPTypes
import WebConnections

extension Ticket {
    /// The link: a path without a file extension, as Webex gives them.
    func link(at origin: String) -> String { "\(origin)/files/\(file.rawValue)/\(id)?ticket=\(secret)" }
}

extension Cloud {
    // Clients append a file name to the path so that browsers save the file under it.
    static let fileRoutes = [
        Route(.get, "/files/{file}/{ticket}/*", file),
        Route(.head, "/files/{file}/{ticket}/*", file),
    ]

    /// Hands out a file to whoever has the link, until the link ends.
    private func file(_ call: Call) throws -> ServerResponse {
        guard let ticket = withState({ $0.tickets.ticket(call.parameters[1]) }), ticket.file.rawValue == call.id
        else { throw APIError.notFound }
        guard call.query("ticket") == ticket.secret, ticket.expiry > call.now else {
            throw APIError.forbidden("The link has expired or is not complete.")
        }
        let (type, body) =
            switch ticket.file {
            case .video: ("video/mp4", PackageResources.recording_mp4)
            case .audio: ("audio/mpeg", PackageResources.recording_mp3)
            case .transcript: ("text/vtt", PackageResources.recording_vtt)
            }
        // Also for HEAD: the server needs the body for its length and leaves it out.
        return ServerResponse(.ok, fields: [.contentType: type], body: body)
    }
}
