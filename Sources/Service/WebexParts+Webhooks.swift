import Cryptography
package import Grants
package import Intake
import Logging
import Recordings

extension WebexParts {
    /// What deliveries are signed with: as the environment says, else a secret that is made once and kept in the vault.
    ///
    /// - Throws: ``StartError`` when the vault cannot be used.
    func webhookSecrets() throws(StartError) -> WebhookSecrets {
        if let first = options.webhookSecrets.first {
            // What the vault kept may still sign what is on its way.
            let kept = try StartError.wrap("cannot read the secret for webhooks") { try vault.webhookSecret() }
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
        try StartError.wrap("cannot read the secret for webhooks") { try WebhookSecrets.known(options, in: vault) }
    }

    private func keptSecret() throws -> Secret {
        let fresh = Secret(try Random.token())
        return try vault.exclusively { () throws(VaultError) -> Secret in
            if let secret = try vault.webhookSecret() { return secret }
            try vault.write(Array(fresh.reveal().utf8), as: Vault.webhookSecretName)
            return fresh
        }
    }
}

extension WebhookSecrets {
    /// Those that this deployment signs with or signed with, without making one.
    ///
    /// - Parameters:
    ///   - options: What the environment says.
    ///   - vault: Keeps the one that was made, if any was.
    /// - Returns: Nothing where there is none yet.
    /// - Throws: `VaultError`.
    package static func known(_ options: ServiceOptions, in vault: Vault?) throws(VaultError) -> WebhookSecrets? {
        let all = options.webhookSecrets + [try vault?.webhookSecret()].compactMap { $0 }
        return all.first.map { WebhookSecrets(signing: $0, earlier: Array(all.dropFirst())) }
    }
}

extension Vault {
    fileprivate func webhookSecret() throws(VaultError) -> Secret? {
        try read(Self.webhookSecretName).map { Secret(String(decoding: $0, as: UTF8.self)) }
    }

    fileprivate static var webhookSecretName: Name {
        guard let name = Name("webhook-secret") else { fatalError("a name of our own must be one") }
        return name
    }
}
