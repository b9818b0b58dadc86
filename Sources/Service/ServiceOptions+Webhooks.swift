import Recordings
import WebexAPI

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
    /// - Throws: ``StartError`` when it is not set, or would carry deliveries over a network in the clear.
    func deliveryAddress() throws(StartError) -> String {
        guard let url = publicURL, let address = WebexAddress(url) else {
            throw StartError(
                "webhooks need PUBLIC_URL: the address at which Webex reaches the bot, such as https://bot.example.com")
        }
        guard address.isEncrypted || address.isLoopback else {
            throw StartError("PUBLIC_URL is \(url): webhooks need an address that begins with https://")
        }
        guard address.query == nil, !address.rest.contains("#") else {
            throw StartError("PUBLIC_URL is \(url): webhooks need an address without a query")
        }
        return url
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
