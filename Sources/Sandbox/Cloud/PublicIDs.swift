import FoundationEssentials

/// Writes and reads public ids: `ciscospark://<cluster>/<TYPE>/<key>` in Base64 without padding.
struct PublicIDs {
    enum Kind: String {
        case person = "PEOPLE"
        case organization = "ORGANIZATION"
        case room = "ROOM"
        case message = "MESSAGE"
        case attachmentAction = "ATTACHMENT_ACTION"
        case webhook = "WEBHOOK"
        case application = "APPLICATION"
    }

    let cluster: Cluster

    func encode(_ kind: Kind, _ key: String) -> String {
        let text = "ciscospark://\(clusterName(of: kind))/\(kind.rawValue)/\(key)"
        let encoded = Data(text.utf8).base64EncodedString()
        return String(encoded.prefix { $0 != "=" }).replacing("+", with: "-").replacing("/", with: "_")
    }

    /// The key in `id`; nothing for a bare UUID, another kind of thing or another cluster.
    func key(of id: String, _ kind: Kind) -> String? {
        let standard = id.replacing("-", with: "+").replacing("_", with: "/")
        let padded = standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let text = String(validating: data, as: UTF8.self) else {
            return nil
        }
        let prefix = "ciscospark://\(clusterName(of: kind))/\(kind.rawValue)/"
        return text.hasPrefix(prefix) ? text.dropFirst(prefix.count).lowercased() : nil
    }

    /// What is written in rooms carries the name of its region, all else is called `us` wherever it is.
    private func clusterName(of kind: Kind) -> String {
        switch kind {
        case .room, .message, .attachmentAction: cluster.name
        case .person, .organization, .webhook, .application: Cluster.original.name
        }
    }
}
