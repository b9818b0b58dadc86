import FoundationEssentials
package import Recordings

/// A public id taken apart: Base64, without padding, of `ciscospark://<cluster>/<TYPE>/<key>`.
///
/// Meetings and recordings have ids of another kind, which are kept as they come.
/// - SeeAlso: <https://developer.webex.com/docs/basics>
package struct WebexID: Hashable, Sendable {
    /// The kinds of things that have such an id, as the id spells them.
    package enum Kind: String, Sendable {
        case person = "PEOPLE"
        case organization = "ORGANIZATION"
        case room = "ROOM"
        case message = "MESSAGE"
        case attachmentAction = "ATTACHMENT_ACTION"
    }

    /// `us`, or the name of the cluster such as `urn:TEAM:eu-central-1_k`.
    package var cluster: String
    package var kind: Kind
    /// A UUID, in whatever case it was written.
    package var key: String

    package init(_ kind: Kind, _ key: String, cluster: String = Self.homeCluster) {
        // People and organizations are the same in every region.
        let isEverywhere = kind == .person || kind == .organization
        self.cluster = isEverywhere ? Self.homeCluster : cluster
        self.kind = kind
        self.key = key
    }

    /// The cluster whose ids carry its short name.
    package static let homeCluster = "us"

    /// Reads a public id; both alphabets of Base64 are taken, with and without padding.
    package init?(_ publicID: String) {
        guard let plain = Self.decode(publicID), plain.hasPrefix(Self.scheme) else { return nil }
        let parts = plain.dropFirst(Self.scheme.count).split(separator: "/", maxSplits: 2).map(String.init)
        guard parts.count == 3, let kind = Kind(rawValue: parts[1]) else { return nil }
        cluster = parts[0]
        self.kind = kind
        key = parts[2]
    }

    /// The id as the REST API writes it.
    package var publicID: String {
        let encoded = Data("\(Self.scheme)\(cluster)/\(kind.rawValue)/\(key)".utf8).base64EncodedString()
        return String(encoded.prefix { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    private static let scheme = "ciscospark://"

    fileprivate static func decode(_ text: String) -> String? {
        let standard = text.prefix { $0 != "=" }.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        return Data(base64Encoded: String(standard) + padding).flatMap { String(validating: $0, as: UTF8.self) }
    }
}

extension DirectoryID {
    /// A person or organization from an id as Webex happened to write it.
    ///
    /// - Parameters:
    ///   - text: A public id, Base64 of a bare UUID as deliveries carry it, or the UUID itself.
    ///   - kind: What a bare UUID is the id of.
    package init(_ text: String, _ kind: WebexID.Kind) {
        if let id = WebexID(text) {
            self.init(publicID: text, key: id.key)
        } else if let key = UUID(uuidString: text) ?? WebexID.decode(text).flatMap(UUID.init(uuidString:)) {
            let lower = key.uuidString.lowercased()
            self.init(publicID: WebexID(kind, lower).publicID, key: lower)
        } else {
            self.init(publicID: text, key: text)
        }
    }
}
