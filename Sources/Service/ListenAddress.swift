/// A host and a port to listen on.
package struct ListenAddress: Sendable, Equatable {
    /// A name or an address of this machine; of the sixth version without brackets.
    package var host: String
    /// 0 lets the system choose.
    package var port: Int

    /// Where operators ask unless they say otherwise.
    package static let usualOperations = ListenAddress(host: "127.0.0.1", port: 5051)

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port` or `[host]:port`; nothing when `text` is neither.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || "/[]@".contains($0) }) else { return nil }
        self.init(host: String(host), port: port)
    }

    /// Whether only one of the two can be listened on.
    func collides(with other: ListenAddress) -> Bool {
        let hosts = [host, other.host].map { $0 == "localhost" ? "127.0.0.1" : $0 }
        guard port == other.port, port != 0 else { return false }
        return hosts[0] == hosts[1] || hosts.contains { ["0.0.0.0", "::"].contains($0) }
    }

    /// Where this machine reaches what listens here: every address includes its own.
    var ownURL: String {
        let host = ["0.0.0.0": "127.0.0.1", "::": "::1"][host] ?? host
        return "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
