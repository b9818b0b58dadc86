import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Service
import WebexAPI

/// Looks whether one host of Webex can be reached: name, proxy, connection, certificate.
struct HostCheck: Sendable {
    /// What the service uses the host for.
    private let uses: [String]
    private let url: String
    private let http: HTTPClient
    private let proxies: ProxySettings
    /// Tells the time, for comparison with what the host says.
    private let now: (@Sendable () -> Date)?

    private static let deadline = Duration.seconds(10)
    /// How far the clocks may be apart before tokens and certificates are misjudged.
    private static let longestSkew: TimeInterval = 60

    /// A look at each host that is configured, and one at the proxies to them.
    static func all(_ options: ServiceOptions, http: HTTPClient, now: @escaping @Sendable () -> Date) -> [Check] {
        let addresses = [
            ("REST", options.apiURL), ("authorization", options.authorizeURL),
            ("catalogue (U2C)", options.catalogueURL),
            ("devices (WDM)", options.devicesURL),
        ]
        var hosts: [(authority: String, check: HostCheck)] = []
        for (use, url) in addresses {
            let authority = WebexAddress(url).map { "\($0.scheme)://\($0.authority)" } ?? url
            if let index = hosts.firstIndex(where: { $0.authority == authority }) {
                hosts[index].check = hosts[index].check.adding(use)
            } else {
                // Only the first, for the clocks of all of them are right.
                let now = hosts.isEmpty ? now : nil
                hosts.append(
                    (authority, HostCheck(uses: [use], url: url, http: http, proxies: options.proxies, now: now)))
            }
        }
        let checks = hosts.map { _, host in
            Check(late: Finding(.hostSilent, "\(host.name) does not answer")) { await host.findings() }
        }
        let urls = hosts.map(\.check.url)
        return checks + [Check { proxyFindings(options.proxies, urls) }]
    }

    private func adding(_ use: String) -> HostCheck {
        HostCheck(uses: uses + [use], url: url, http: http, proxies: proxies, now: now)
    }

    private var name: String { "\(WebexAddress(url)?.authority ?? url), for \(uses.joined(separator: ", "))," }

    private func findings() async -> [Finding] {
        let start = ContinuousClock.now
        do {
            let response = try await http.send(ClientRequest(.get, url), deadline: Self.deadline)
            let time = (ContinuousClock.now - start) / .milliseconds(1)
            return [Finding(.hostReached, "\(name) answers after \(Int(time)) ms")] + clockFindings(response)
        } catch let error as HTTPClientError {
            let code: FindingCode =
                switch error.code {
                case .untrusted: .hostUntrusted
                case .timedOut: .hostSilent
                default: .hostUnreachable
                }
            return [Finding(code, "\(name) is not reached\(by): \(error.detail)")]
        } catch { return [] }
    }

    /// Through which proxy.
    private var by: String { proxies.proxy(for: url).map { " through \(Self.withoutCredentials($0))" } ?? "" }

    private func clockFindings(_ response: ClientResponse) -> [Finding] {
        guard let now else { return [] }
        guard let date = response.fields[.date].flatMap(HTTPDate.parse) else {
            return [Finding(.clockUnknown, "Webex did not say what time it is")]
        }
        let skew = now().timeIntervalSince(date)
        guard abs(skew) > Self.longestSkew else { return [Finding(.clockRight, "the clock agrees with that of Webex")] }
        let seconds = Int(abs(skew).rounded())
        return [Finding(.clockWrong, "the clock is \(seconds) s \(skew > 0 ? "ahead of" : "behind") that of Webex")]
    }

    private static func proxyFindings(_ proxies: ProxySettings, _ urls: [String]) -> [Finding] {
        let used = Set(urls.compactMap { proxies.proxy(for: $0) }).sorted()
        guard !used.isEmpty else { return [Finding(.proxyNone, "Webex is reached directly")] }
        return used.map { Finding(.proxyUsed, "Webex is reached through \(withoutCredentials($0))") }
    }

    /// The proxy without the name and the password that its address may hold.
    private static func withoutCredentials(_ proxy: String) -> String {
        guard let scheme = proxy.firstRange(of: "://"), let at = proxy.lastIndex(of: "@") else { return proxy }
        return "\(proxy[..<scheme.upperBound])\(proxy[proxy.index(after: at)...])"
    }
}
