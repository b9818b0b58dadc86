import Logging
import WebexAPI

extension ServiceOptions {
    /// What an admin can hardly have meant, although it works.
    var doubts: [(message: Logger.Message, facts: Logger.Metadata)] {
        let addresses = [
            ("WEBEX_API_URL", apiURL), ("WEBEX_AUTHORIZE_URL", authorizeURL), ("WEBEX_U2C_URL", catalogueURL),
            ("WEBEX_WDM_URL", devicesURL),
        ]
        return addresses.compactMap { name, text in
            guard let address = WebexAddress(text), !address.isEncrypted, !address.isLoopback else { return nil }
            return (
                "tokens go over the network in the clear: this address should begin with https://",
                ["setting.name": "\(name)", "server.address": "\(address.authority)"]
            )
        }
    }
}
