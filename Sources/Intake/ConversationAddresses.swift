import Recordings
package import WebexAPI

/// Where the conversation service of each region tells about messages and card actions.
package struct ConversationAddresses: Sendable, Equatable {
    /// By cluster, without a slash at the end.
    private var bases: [String: String] = [:]
    private var home: String?

    /// Knows no address.
    package init() {}

    /// Takes from the catalogue what a token may be sent to.
    ///
    /// - Parameters:
    ///   - catalogue: As Webex answered.
    ///   - known: The configured addresses; Webex's own domains are trusted beside them.
    package init(_ catalogue: ServiceCatalogue, known: [WebexAddress]) {
        guard let base = catalogue.conversations, let address = WebexAddress(base), address.isTrusted(known: known)
        else { return }
        home = base
        // The service that the catalogue names comes first, then one per region.
        let hosts = catalogue.conversationHosts.sorted { one, other in
            (one.key == address.authority ? 0 : 1, one.key) < (other.key == address.authority ? 0 : 1, other.key)
        }
        for (host, cluster) in hosts {
            let name = WebexDefaults.homeClusters.contains(cluster) ? WebexID.homeCluster : cluster
            let candidate = "\(address.scheme)://\(host)\(address.rest)"
            guard bases[name] == nil, WebexAddress(candidate)?.isTrusted(known: known) == true else { continue }
            bases[name] = candidate
        }
    }

    /// Where the service tells about the activity with this key; nothing when no address is known.
    func address(of kind: IncomingEvent.Kind, _ key: String, cluster: String) -> String? {
        guard let base = bases[cluster] ?? home, Self.isKey(key) else { return nil }
        return "\(base)/\(kind == .cardAction ? "attachment/actions" : "messages")/\(key)"
    }

    /// Whether `key` is made like a UUID; nothing else may become part of an address.
    static func isKey(_ key: String) -> Bool { !key.isEmpty && key.utf8.allSatisfy(isPlain) }

    private static func isPlain(_ byte: UInt8) -> Bool {
        Character(Unicode.Scalar(byte)).isHexDigit || byte == UInt8(ascii: "-")
    }
}
