import Testing

@testable import WebConnections

@Suite struct WebSocketURLTests {
    @Test(arguments: [
        ("ws://a", "a", 80, "/", false), ("wss://a/b?c=d#e", "a", 443, "/b?c=d", true),
        ("WSS://a:8443?c", "a", 8443, "/?c", true), ("ws://[::1]:81/x", "::1", 81, "/x", false),
        ("ws://[::1]", "::1", 80, "/", false), ("ws://192.0.2.1/", "192.0.2.1", 80, "/", false),
    ])
    func `an address is taken apart`(url: String, host: String, port: Int, path: String, isSecure: Bool) throws {
        let parsed = try #require(WebSocketURL(url))
        #expect(parsed.host == host)
        #expect(parsed.port == port)
        #expect(parsed.path == path)
        #expect(parsed.isSecure == isSecure)
    }

    @Test(arguments: [
        "", "ws:a", "https://a", "ws://", "ws:///a", "ws://:80", "ws://a:", "ws://a:x", "ws://a:65536", "ws://a:0",
        "ws://u:p@a", "ws://[::1", "ws://[::1]x", "ws://a b", "ws://a/\r\nx", "ws://ä", "ws://a/ä",
    ])
    func `anything else is none`(url: String) {
        #expect(WebSocketURL(url) == nil)
    }

    @Test func `what the library would cut short is none`() {
        #expect(WebSocketURL("ws://\(String(repeating: "a", count: 101))/") == nil)
        #expect(WebSocketURL("ws://a/\(String(repeating: "a", count: 2000))") == nil)
    }
}
