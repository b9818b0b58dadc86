import Files
import FoundationEssentials
package import Recordings

/// The file in which the bot that this one follows kept its tokens, in the clear.
package enum OriginalTokenFile {
    /// Its name in the folder that both bots use.
    package static let name = "webex_tokens_recording_bot.json"

    /// What became of the file.
    package enum Outcome: Sendable, Equatable {
        /// There is none.
        case absent
        /// Its token is sealed, and the file is gone.
        case taken
        /// A sealed grant is there, or a token that was sealed before: the file is of no use, and is left alone.
        case superseded
        /// It is not what the other bot writes, and is left alone.
        case malformed
    }

    /// The one member that is needed: with it Webex gives new tokens.
    private struct Content: Decodable {
        var refreshToken: String

        enum CodingKeys: String, CodingKey { case refreshToken = "refresh_token" }
    }

    /// Seals what the file holds, and removes it once that is safely on the disk.
    ///
    /// - Parameters:
    ///   - folder: Where the file may be.
    ///   - vault: Gets the token; a grant in it, be it readable or not, is never replaced.
    /// - Returns: What became of the file.
    /// - Throws: ``VaultError``; the file is then still there.
    package static func take(from folder: String, into vault: Vault) throws(VaultError) -> Outcome {
        let path = "\(folder)/\(name)"
        guard Files.exists(path) else { return .absent }
        return try vault.exclusively { () throws(VaultError) -> Outcome in
            if try vault.stamp(.complianceOfficer) != nil { return .superseded }
            if try vault.stamp(.originalToken) != nil { return .superseded }
            let bytes = try VaultError.wrap(path) { () throws(FileError) in try Files.read(path, limit: 64 << 10) }
            let content = try? JSONDecoder().decode(Content.self, from: Data(bytes))
            guard let token = content?.refreshToken, !token.isEmpty else { return .malformed }
            try vault.write(Array(token.utf8), as: .originalToken)
            guard try vault.read(.originalToken) == Array(token.utf8) else {
                throw VaultError(.unreadable, path)
            }
            try VaultError.wrap(path) { () throws(FileError) in try Files.remove(path) }
            return .taken
        }
    }
}

extension Vault {
    /// The refresh token of the bot that this one follows, until a grant has come of it.
    package func originalToken() throws(VaultError) -> Secret? {
        try read(.originalToken).map { Secret(String(decoding: $0, as: UTF8.self)) }
    }

    /// Keeps what Webex gave in the place of the token.
    package func store(originalToken token: Secret) throws(VaultError) {
        try write(Array(token.reveal().utf8), as: .originalToken)
    }
}
