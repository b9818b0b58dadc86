/// The address that people join a meeting by: `https`, on a host below `webex.com`.
///
/// It is a name for a meeting that Webex can look up. We never open it.
package struct MeetingLink: Hashable, Sendable, CustomStringConvertible {
    /// The whole address, its scheme and host in lower case.
    package let text: String

    /// Reads an address; one that was typed without `https://` is read as well.
    ///
    /// - Parameter text: At most 1,024 characters of printable ASCII; no other scheme, no port and nobody's name before the
    ///   host; something has to follow the host.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 1_024,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) })
        else { return nil }
        let scheme = "https://"
        let address = text.lowercased().hasPrefix(scheme) ? String(text.dropFirst(scheme.count)) : String(text)
        guard let slash = address.firstIndex(of: "/"), address.index(after: slash) != address.endIndex else {
            return nil
        }
        let host = address[..<slash].lowercased()
        guard host.hasSuffix(".webex.com"), EmailAddress.isDomain(host) else { return nil }
        self.text = scheme + host + address[slash...]
    }

    /// Whether somebody means `word` as an address, be it one of a meeting or not.
    package static func isAddress(_ word: some StringProtocol) -> Bool {
        let lower = word.lowercased()
        return lower.contains("://") || lower.hasPrefix("www.") || MeetingLink(word) != nil
    }

    package var description: String { text }
}
