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
            // What the vault kept may still sign what is on its way.
            let kept = try StartError.wrap("cannot read the secret for webhooks") { try storedSecret() }
            let earlier = options.webhookSecrets.dropFirst() + [kept].compactMap { $0 }
            return WebhookSecrets(signing: first, earlier: Array(earlier))
        }
        return try StartError.wrap("cannot keep a secret for webhooks") {
            WebhookSecrets(signing: try keptSecret())
        }
    }

    /// The same without making one, for whoever only looks.
    ///
    /// - Returns: Nothing where there is none yet.
    /// - Throws: ``StartError`` when the vault cannot be used.
    func knownWebhookSecrets() throws(StartError) -> WebhookSecrets? {
        let kept = try StartError.wrap("cannot read the secret for webhooks") { try storedSecret() }
        let all = options.webhookSecrets + [kept].compactMap { $0 }
        return all.first.map { WebhookSecrets(signing: $0, earlier: Array(all.dropFirst())) }
    }

    private func keptSecret() throws -> Secret {
        let fresh = Secret(try Random.token())
        return try vault.exclusively { () throws(VaultError) -> Secret in
            if let secret = try storedSecret() { return secret }
            try vault.write(Array(fresh.reveal().utf8), as: secretName)
            return fresh
        }
    }

    private func storedSecret() throws(VaultError) -> Secret? {
        try vault.read(secretName).map { Secret(String(decoding: $0, as: UTF8.self)) }
    }

    private var secretName: Vault.Name {
        guard let name = Vault.Name("webhook-secret") else { fatalError("a name of our own must be one") }
        return name
    }
}
