import Cryptography
import Grants
import Intake
import Logging
import Recordings

extension WebexParts {
    /// What deliveries are signed with: as the environment says, else a secret that is made once and kept in the vault.
    ///
    /// - Throws: ``StartError`` when the vault cannot be used.
    func webhookSecrets() throws(StartError) -> WebhookSecrets {
        if let first = options.webhookSecrets.first {
            return WebhookSecrets(signing: first, earlier: Array(options.webhookSecrets.dropFirst()))
        }
        return try StartError.wrap("cannot keep a secret for webhooks") {
            WebhookSecrets(signing: try keptSecret())
        }
    }

    private func keptSecret() throws -> Secret {
        guard let name = Vault.Name("webhook-secret") else { fatalError("a name of our own must be one") }
        if let content = try vault.read(name) { return Secret(String(decoding: content, as: UTF8.self)) }
        let secret = try Random.token()
        try vault.write(Array(secret.utf8), as: name)
        return Secret(secret)
    }
}
