import WebexAPI

/// Which proxy, if any, leads to a host: one decision for every connection that leaves the process.
package struct ProxySettings: Sendable, Equatable {
    /// For encrypted and for plain connections, `http://host:port`.
    package var encrypted: String?
    package var plain: String?
    /// Hosts that are reached directly, as `NO_PROXY` lists them.
    private var exceptions: [String]

    /// - Parameters:
    ///   - encrypted: The value of `HTTPS_PROXY`.
    ///   - plain: The value of `HTTP_PROXY`.
    ///   - exceptions: The value of `NO_PROXY`: hosts and domains, separated by commas; `*` is every host. A domain holds
    ///     for the hosts below it as well, with and without a dot in front.
    package init(encrypted: String? = nil, plain: String? = nil, exceptions: String = "") {
        self.encrypted = encrypted.map(Self.withScheme)
        self.plain = plain.map(Self.withScheme)
        self.exceptions = exceptions.lowercased().split { ", ".contains($0) }.map { entry in
            String(entry.drop { $0 == "." || $0 == "*" }).isEmpty ? "*" : String(entry.drop { "*.".contains($0) })
        }
    }

    /// The proxy for `url`; nothing when it is reached directly, as loopback addresses always are.
    package func proxy(for url: String) -> String? {
        guard let address = WebexAddress(url), !address.isLoopback else { return nil }
        let isException = exceptions.contains { exception in
            exception == "*"
                || [address.host, address.authority].contains { host in
                    host == exception || host.hasSuffix("." + exception)
                }
        }
        if isException { return nil }
        return address.isEncrypted ? encrypted : plain
    }

    private static func withScheme(_ proxy: String) -> String { proxy.contains("://") ? proxy : "http://" + proxy }
}
