/// Which of its events a webhook is told of: conditions joined by `&`, all of which must hold.
struct WebhookFilter: Sendable, Equatable {
    /// As its creator wrote it.
    let text: String
    private let conditions: [String: String]

    private static let ofOrganizations: Set = ["hostEmail", "hostUserId", "ownerEmail", "ownerId"]
    private static let known = ofOrganizations.union([
        "roomId", "roomType", "personId", "personEmail", "mentionedPeople", "isModerator", "type", "isLocked",
        "meetingId", "siteUrl",
    ])

    /// - Throws: ``APIError`` 400 when it names something that events are not told apart by, or that only the filter of
    ///   an organization may name.
    init(_ text: String, ownership: Webhook.Ownership) throws {
        self.text = text
        let items = FormEncoding.parse(text)
        guard !items.isEmpty, items.allSatisfy({ Self.known.contains($0.name) && !$0.value.isEmpty }) else {
            throw APIError.badRequest("'filter' is not valid.")
        }
        guard ownership == .org || items.allSatisfy({ !Self.ofOrganizations.contains($0.name) }) else {
            throw APIError.badRequest("'filter' by host or owner requires 'ownedBy' to be org.")
        }
        conditions = Dictionary(items.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether an event is let through.
    ///
    /// - Parameters:
    ///   - facts: What there is to tell it by; several values of one name are alternatives.
    ///   - me: What `me` stands for.
    /// - Returns: `false` when a condition is about something that the event does not have.
    func admits(_ facts: [String: [String]], me: String) -> Bool {
        conditions.allSatisfy { name, value in facts[name]?.contains(value == "me" ? me : value) == true }
    }
}
