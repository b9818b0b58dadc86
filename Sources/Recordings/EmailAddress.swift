/// An e-mail address as Webex names people by it: compared without regard to case.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The whole address in lower case.
    package let text: String

    /// Reads `local@domain`; blanks around it are dropped, anything else that no mailbox could have is refused.
    ///
    /// - Parameter text: At most 254 characters, one `@`, no blanks or brackets inside, a domain of dot-separated labels.
    package init?(_ text: some StringProtocol) {
        let trimmed = text.trimmingBlanks().lowercased()
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard trimmed.utf8.count <= 254, parts.count == 2, Self.isLocalPart(parts[0]), Self.isDomain(parts[1]) else {
            return nil
        }
        self.text = trimmed
    }

    /// What follows the `@`, in lower case.
    package var domain: String { text.split(separator: "@").last.map(String.init) ?? "" }

    package var description: String { text }

    /// Whether `text` can be the domain of an address: labels of letters, digits and hyphens, with dots between them.
    package static func isDomain(_ text: some StringProtocol) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        }
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                !"<>()[],;:\\\"".unicodeScalars.contains(scalar) && !scalar.properties.isWhitespace && isVisible(scalar)
            }
    }

    /// Neither a control character nor a mark that changes how the text around it is read.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
    }
}

extension StringProtocol {
    /// This text without the blanks at its ends, whatever kind of blank they are.
    package func trimmingBlanks() -> String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}" }
        guard let start = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(self[start...last])
    }
}
