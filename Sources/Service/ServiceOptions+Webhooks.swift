import Grants
import Recordings

extension ServiceOptions {
    /// How events reach the bot.
    package enum Transport: String, Sendable, CaseIterable {
        /// Over a socket that the bot opens.
        case websocket
        /// Webex delivers them to `PUBLIC_URL`.
        case webhook
    }

    /// Where Webex is to deliver.
    ///
    /// - Throws: ``StartError`` when it is not set, or is no address that anything should come to.
    func deliveryAddress() throws(StartError) -> String {
        guard publicURL != nil else {
            throw StartError(
                "webhooks need PUBLIC_URL: the address at which Webex reaches the bot, such as https://bot.example.com")
        }
        return try PublicPort.address(self, port: port).text
    }

    /// The secrets of `WEBHOOK_SECRET`, separated by commas.
    static func webhookSecrets(_ reader: inout EnvironmentReader) -> [Secret] {
        guard let list = reader.secret("WEBHOOK_SECRET") else { return [] }
        let secrets = list.reveal().split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
        guard secrets.allSatisfy({ !$0.isEmpty }) else {
            reader.note("WEBHOOK_SECRET: one of the secrets is empty; they are separated by commas")
            return []
        }
        return secrets.map { Secret($0) }
    }
}
