package import Grants
package import Recordings
package import Service

/// What a bot needs to be told before it is started for the first time.
package struct SetupAnswers: Sendable {
    package var botToken: Secret?
    package var clientID: String?
    package var clientSecret: Secret?
    /// Nothing where nobody was asked yet; empty where the answer was nobody.
    package var domains: [ApprovedDomain]?
    package var officers: [EmailAddress]?
    package var admins: [EmailAddress]?
    /// Nothing where the bot is used from this machine only.
    package var publicAddress: PublicAddress?
    package var transport: ServiceOptions.Transport?

    package init() {}
}

extension SetupAnswers {
    /// A token or a secret as Webex makes them: visible ASCII without blanks, quotes and what a shell acts on.
    package static func secret(_ text: String) -> Secret? { word(text).map { Secret($0) } }

    /// A client id as Webex makes them.
    package static func word(_ text: String) -> String? {
        let text = text.trimmingBlanks()
        let isPlain = text.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && !#""'\$`#;&|<>()"#.utf8.contains(byte)
        }
        return text.isEmpty || !isPlain ? nil : text
    }

    /// The parts of a list that is separated by blanks or commas; nothing when `parse` does not take one of them.
    package static func list<Element>(_ text: String, of parse: (String) -> Element?) -> [Element]? {
        let parts = text.split { $0 == "," || $0 == ";" || $0.isWhitespace }
        let elements = parts.compactMap { parse(String($0)) }
        return elements.count == parts.count ? elements : nil
    }

    /// Why the bot cannot be set up with these answers; each names what is missing.
    package var missing: [String] {
        let needed = [
            ("the bot's token: --bot-token-file or BOT_ACCESS_TOKEN", botToken == nil),
            ("the client id: --client-id or WEBEX_INTEGRATION_CLIENT_ID", clientID == nil),
            ("the client secret: --client-secret-file or WEBEX_INTEGRATION_CLIENT_SECRET", clientSecret == nil),
            ("the public address, which webhooks need: --public-url", transport == .webhook && publicAddress == nil),
        ]
        return needed.filter(\.1).map(\.0)
    }
}

/// A domain whose people may talk to the bot, or `*`.
package struct ApprovedDomain: Sendable, Equatable {
    package let text: String

    /// Refuses what no address could end in.
    package init?(_ text: String) {
        let text = text.trimmingBlanks().lowercased()
        guard text == "*" || EmailAddress.isDomain(text) else { return nil }
        self.text = text
    }
}
