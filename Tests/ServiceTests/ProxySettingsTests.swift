import Service
import Testing

@Suite struct ProxySettingsTests {
    private let proxies = ProxySettings(
        encrypted: "proxy.example.com:3128", plain: "http://plain.example.com:80",
        exceptions: "internal.example.com, .corp.example, *.wild.example,exact.example:8443")

    @Test(arguments: [
        ("https://webexapis.com/v1", "http://proxy.example.com:3128"),
        ("wss://a.wbx2.com", "http://proxy.example.com:3128"),
        ("http://files.example.com/x", "http://plain.example.com:80"),
        ("https://notinternal.example.com", "http://proxy.example.com:3128"),
        ("https://exact.example", "http://proxy.example.com:3128"),
    ])
    func `the scheme decides which proxy leads there`(url: String, proxy: String) {
        #expect(proxies.proxy(for: url) == proxy)
    }

    @Test(arguments: [
        "https://internal.example.com/x", "https://a.internal.example.com", "https://corp.example",
        "https://a.corp.example",
        "https://b.wild.example", "https://exact.example:8443", "https://127.0.0.1:1", "http://localhost",
        "wss://[::1]:9",
    ])
    func `exceptions and this machine are reached directly`(url: String) {
        #expect(proxies.proxy(for: url) == nil)
    }

    @Test func `a star is every host`() {
        let none = ProxySettings(encrypted: "p:1", plain: "p:1", exceptions: "*")
        #expect(none.proxy(for: "https://webexapis.com") == nil)
    }
}
