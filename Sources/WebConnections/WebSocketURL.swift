/// Where a websocket is, as far as we can connect there.
struct WebSocketURL: Equatable {
    /// A name or an address, an IPv6 address without its brackets.
    var host: String
    var port: Int
    /// With the query, as it stands in the request.
    var path: String
    var isSecure: Bool
    /// What the `Host` field says.
    var authority: String

    /// Reads `ws://host[:port][/path][?query]`, or the same with `wss`.
    ///
    /// Refuses what the library would cut short or send on unchanged: user names, blanks and control characters,
    /// names over 100 bytes, targets over 2,000.
    init?(_ url: String) {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        switch url[..<scheme.lowerBound].lowercased() {
        case "ws": isSecure = false
        case "wss": isSecure = true
        default: return nil
        }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let rest = url[scheme.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let target = rest[authority.endIndex...]
        guard !authority.isEmpty, !authority.contains("@"), authority.utf8.count <= 100, target.utf8.count <= 2000
        else {
            return nil
        }
        path = target.hasPrefix("/") ? String(target) : "/\(target)"
        self.authority = String(authority)
        guard let (host, port) = Self.split(authority) else { return nil }
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
    }

    private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
        let isBracketed = authority.hasPrefix("[")
        let host = isBracketed ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        let rest = authority[host.endIndex...].dropFirst(isBracketed ? 1 : 0)
        guard !host.isEmpty else { return nil }
        if rest.isEmpty { return isBracketed && !authority.hasSuffix("]") ? nil : (String(host), nil) }
        guard rest.hasPrefix(":"), let port = UInt16(rest.dropFirst()), port > 0 else { return nil }
        return (String(host), Int(port))
    }
}
