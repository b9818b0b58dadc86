import Testing
import WebexAPI

@Suite struct WebexAddressTests {
    private let known = ["https://api.example.com/v1", "http://127.0.0.1:8080/v1"].compactMap { WebexAddress($0) }

    @Test(arguments: [
        "https://api.example.com/v1/people?after=x", "wss://api.example.com/socket", "ws://127.0.0.1:9999/socket",
        "http://localhost:1/x", "https://webexapis.com/v1", "wss://mercury-a.wbx2.com/v1", "https://WBX2.com",
    ])
    func `a token may go to known hosts and to Webex`(url: String) {
        #expect(WebexAddress(url)?.isTrusted(known: known) == true)
    }

    @Test(arguments: [
        "http://api.example.com/v1", "https://evil.example/v1", "https://webexapis.com.evil.example",
        "http://webexapis.com",
        "https://evilwbx2.com", "wss://wbx2.com.evil.example",
    ])
    func `and nowhere else`(url: String) throws {
        #expect(try #require(WebexAddress(url)).isTrusted(known: known) == false)
    }

    @Test(arguments: [
        "", "wbx2.com", "ftp://wbx2.com", "https://", "https://webexapis.com@evil.example", "https://a b",
        "https://é.com",
    ])
    func `what is no address is none`(url: String) { #expect(WebexAddress(url) == nil) }

    @Test func `an address is taken apart`() throws {
        let address = try #require(WebexAddress("HTTPS://Example.com:8443/a/b?c=d"))
        #expect(address.host == "example.com")
        #expect(address.authority == "example.com:8443")
        #expect(address.rest == "/a/b?c=d")
        #expect(address.query == "c=d")
    }
}
