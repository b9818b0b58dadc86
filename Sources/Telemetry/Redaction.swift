/// Keeps secrets out of the log, also those that somebody logs by mistake.
package enum Redaction {
    /// What stands in place of a secret.
    package static let placeholder = "(redacted)"

    /// Whether the value behind a metadata key must not be written, for example that of `grant.access_token`.
    ///
    /// Any word of the key decides, so that a whole group is kept back; `code` alone is the authorization code, while
    /// `error.code` and its like are what an operator looks for.
    package static func isSecret(_ key: String) -> Bool {
        let words = key.lowercased().split { !$0.isLetter && !$0.isNumber }
        if words == ["code"] { return true }
        return words.contains { word in
            secretEndings.contains { word.hasSuffix($0) || word.hasSuffix("\($0)s") }
        }
    }

    /// Endings, so that `accessToken` and `downloadLink` are found too.
    private static let secretEndings = ["token", "secret", "password", "authorization", "cookie", "link"]

    /// `text` with the credential of every `Bearer` scheme in it (RFC 6750, section 2.1) replaced.
    package static func redactingCredentials(in text: String) -> String {
        var rest = Substring(text)
        var safe = ""
        while let end = rest.endOfScheme("bearer") {
            let blanks = rest[end...].prefix { $0 == " " }
            let credential = blanks.isEmpty ? blanks : rest[blanks.endIndex...].prefix(while: isCredential)
            safe += rest[..<blanks.endIndex]
            if !credential.isEmpty { safe += placeholder }
            rest = rest[credential.endIndex...]
        }
        return safe + rest
    }

    private static func isCredential(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-._~+/=".contains(character))
    }
}

extension Substring {
    /// Where the first occurrence of an ASCII word ends, in any case; `scheme` is in lower case.
    fileprivate func endOfScheme(_ scheme: String) -> Index? {
        var rest = utf8
        while !rest.isEmpty {
            // The bit that tells ASCII letters of one case from those of the other.
            if rest.lazy.map({ $0 | 0x20 }).starts(with: scheme.utf8) {
                return rest.index(rest.startIndex, offsetBy: scheme.utf8.count)
            }
            rest.removeFirst()
        }
        return nil
    }
}
