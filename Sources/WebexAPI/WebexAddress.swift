/// The parts of an absolute address that decide where a request goes.
package struct WebexAddress: Sendable, Equatable {
    /// `https`, `http`, `wss` or `ws`, in lower case.
    package var scheme: String
    /// Host and, where written, port, in lower case.
    package var authority: String
    /// Everything from the path on, the query included.
    package var rest: String

    /// Takes an absolute address apart; one with a user name in it is refused.
    package init?(_ text: String) {
        guard let colon = text.firstRange(of: "://") else { return nil }
        let tail = text[colon.upperBound...]
        let authority = tail.prefix { !"/?#".contains($0) }
        scheme = text[..<colon.lowerBound].lowercased()
        self.authority = authority.lowercased()
        rest = String(tail[authority.endIndex...])
        let isClean = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" }
        guard ["https", "http", "wss", "ws"].contains(scheme), !authority.isEmpty, !authority.contains("@"), isClean
        else {
            return nil
        }
    }

    /// The authority without its port.
    package var host: String {
        if authority.hasPrefix("[") { return String(authority.prefix { $0 != "]" }) + "]" }
        return String(authority.prefix { $0 != ":" })
    }

    package var isEncrypted: Bool { scheme == "https" || scheme == "wss" }

    /// What follows the `?`, or nothing.
    package var query: String? { rest.firstIndex(of: "?").map { String(rest[rest.index(after: $0)...]) } }

    /// Whether this is an address of the machine itself.
    package var isLoopback: Bool { ["127.0.0.1", "localhost", "[::1]"].contains(host) }

    /// Whether a token may be sent there: to the hosts of `known` addresses, and encrypted to Webex's own domains.
    ///
    /// Addresses inside answers are followed with a token, so a wrong one must not carry it away.
    ///
    /// - Parameter known: The configured addresses; to a host that is reached encrypted nothing is sent in the clear.
    /// - Returns: `false` for everything that nobody vouches for.
    package func isTrusted(known: [WebexAddress]) -> Bool {
        let isKnown = known.contains { address in
            (address.host == host || (address.isLoopback && isLoopback)) && (isEncrypted || !address.isEncrypted)
        }
        return isKnown || (isEncrypted && WebexDefaults.domains.contains { host == $0 || host.hasSuffix("." + $0) })
    }
}
