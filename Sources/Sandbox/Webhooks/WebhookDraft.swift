import JSONTree

/// The body of `POST /webhooks`, checked.
struct WebhookDraft {
    let name: String
    let targetURL: String
    let resource: String
    let event: String
    let filter: WebhookFilter?
    let secret: String?
    let ownership: Webhook.Ownership

    private static let resources: Set = [
        "all", "attachmentActions", "dataSources", "memberships", "messages", "rooms", "meetings", "recordings",
        "convergedRecordings", "meetingParticipants", "meetingTranscripts", "telephony_calls", "telephony_conference",
        "telephony_mwi", "uc_counters", "serviceApp", "adminBatchJobs",
    ]
    private static let events: Set = [
        "all", "created", "updated", "deleted", "started", "ended", "joined", "left", "migrated", "authorized",
        "deauthorized", "statusChanged",
    ]
    private static let ofOrganizations: Set = [
        "meetings", "recordings", "convergedRecordings", "meetingParticipants", "meetingTranscripts", "rooms",
        "messages", "adminBatchJobs",
    ]

    init(_ body: JSONObject) throws {
        name = try Self.needed(body, "name")
        targetURL = try Self.target(body)
        resource = try Self.needed(body, "resource")
        event = try Self.needed(body, "event")
        guard Self.resources.contains(resource) else { throw APIError.badRequest("'resource' is not valid.") }
        guard Self.events.contains(event), resource != "all" || event == "all" else {
            throw APIError.badRequest("'event' is not valid for this resource.")
        }
        ownership = try Self.ownership(body, resource)
        filter = try Self.text(body, "filter").map { [ownership] in try WebhookFilter($0, ownership: ownership) }
        secret = try Self.text(body, "secret")
    }

    static func needed(_ body: JSONObject, _ name: String) throws -> String {
        guard let text = try text(body, name) else { throw APIError.badRequest("'\(name)' must be specified.") }
        return text
    }

    /// The text called `name`; an empty one counts as absent.
    static func text(_ body: JSONObject, _ name: String) throws -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.string else { throw APIError.badRequest("'\(name)' must be a string.") }
        return text.isEmpty ? nil : text
    }

    /// Where deliveries go; those to other machines are accepted and never sent.
    static func target(_ body: JSONObject) throws -> String {
        let url = try needed(body, "targetUrl")
        guard LoopbackURL.isAbsolute(url) else { throw APIError.badRequest("'targetUrl' is not a valid URL.") }
        return url
    }

    private static func ownership(_ body: JSONObject, _ resource: String) throws -> Webhook.Ownership {
        guard let text = try text(body, "ownedBy") else { return .creator }
        guard let ownership = Webhook.Ownership(rawValue: text) else {
            throw APIError.badRequest("'ownedBy' must be creator or org.")
        }
        guard ownership == .creator || ofOrganizations.contains(resource) else {
            throw APIError.badRequest("'ownedBy' cannot be org for this resource.")
        }
        return ownership
    }
}

/// Tells addresses of this machine from all others: deliveries leave it for none of them.
enum LoopbackURL {
    /// Whether this is an absolute address that something could be sent to.
    static func isAbsolute(_ url: String) -> Bool { authority(of: url) != nil }

    /// Whether something may be sent there: in the clear, to this machine.
    static func isPlain(_ url: String) -> Bool {
        guard url.lowercased().hasPrefix("http://"), let authority = authority(of: url) else { return false }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return ["127.0.0.1", "localhost", "[::1]"].contains(String(host))
    }

    private static func authority(of url: String) -> String? {
        let lower = url.lowercased()
        guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix),
            url.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" })
        else { return nil }
        let authority = lower.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        return authority.isEmpty || authority.contains("@") ? nil : String(authority)
    }
}
