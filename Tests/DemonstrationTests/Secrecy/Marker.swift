/// Texts that a search can tell from everything else, each in the place of something private.
enum Marker: String, CaseIterable {
    // Secrets.
    case botToken = "zq7-Token.of+the/bot=="
    case clientSecret = "zq7-secret.of the/integration"
    case webhookSecret = "zq7-secret of the deliveries"
    /// 32 bytes.
    case key = "zq7-key-that-seals-whatever-is/+"
    case formerKey = "zq7-key-that-sealed-it-before-/+"
    case proxyPassword = "zq7-password-of-the-proxy"
    /// Pasted into the settings by somebody who does not know better.
    case misplaced = "zq7-pasted-into-the-settings"

    // What people wrote, and what their meetings are called.
    case title = "Zq7 quorum of zebras"
    case topic = "Zq7 zebras, the confidential part"
    case question = "zq7 could you tell me about the lay-offs"
    case titleWords = "zq7 quorum"
    case link = "zq7-who-follows-this-link"
    case wrongDays = "zq7-seventy-days"
    case wrongHost = "zq7-no-address-at-all"
    case inSpace = "zq7 said among colleagues"
    case ofOutsider = "zq7 said by somebody unapproved"
    case number = "zq7-field-of-the-number"
    case host = "zq7-field-of-the-host"
    case days = "zq7-field-of-the-days"
    case seal = "zq7-field-of-the-button"
    case command = "zq7-field-of-the-command"
    case unknownField = "zq7-field-that-is-unknown"
    case language = "zq7-language"
    case delivery = "zq7-in-a-forged-delivery"
    case path = "zq7-path-of-a-page"
    case query = "zq7-query-of-a-page"
    case foreignState = "zq7-state-of-a-stranger"
    case foreignCode = "zq7-code-of-a-stranger"

    var needle: Needle { Needle(name: "\(self)", text: rawValue) }
}
