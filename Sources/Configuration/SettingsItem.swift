import FoundationEssentials
import JSONTree
import Recordings

/// What the elements of a list in the settings file are.
struct SettingsItem<Element: Sendable>: Sendable {
    let schema: JSONValue
    /// For the message when an element is none.
    let allowed: String
    let parse: @Sendable (String) -> Element?
    let format: @Sendable (Element) -> String
}

extension SettingsItem<EmailAddress> {
    static let address = SettingsItem(
        schema: ["type": "string", "format": "email"], allowed: "an e-mail address such as \"ada@example.com\"",
        parse: { EmailAddress($0) }, format: \.text)
}

extension SettingsItem<String> {
    static let domain = SettingsItem(
        schema: ["type": "string", "pattern": #"^(\*|[^@*\s]+)$"#],
        allowed: "a domain such as \"example.com\", or \"*\" for everybody",
        parse: { text in
            let domain = text.trimmingBlanks().lowercased()
            return domain == "*" || EmailAddress.isDomain(domain) ? domain : nil
        }, format: { $0 })

    static let organization = SettingsItem(
        schema: ["type": "string", "minLength": 1], allowed: "the UUID or the Webex id of an organization",
        parse: organizationKey, format: { $0 })

    /// The UUID of an organization in lower case, which may be written so, or as the public id that holds it: Base64, with
    /// or without padding, of `ciscospark://us/ORGANIZATION/` and the UUID.
    private static func organizationKey(_ text: String) -> String? {
        let text = text.trimmingBlanks()
        if let uuid = UUID(uuidString: text) { return uuid.uuidString.lowercased() }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding) else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "ciscospark:", parts[1].isEmpty, parts[3] == "ORGANIZATION" else {
            return nil
        }
        return UUID(uuidString: String(parts[4]))?.uuidString.lowercased()
    }
}
