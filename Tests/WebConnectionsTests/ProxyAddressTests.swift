import Testing

@testable import WebConnections

@Suite struct ProxyAddressTests {
    @Test(
        arguments: [
            ("http://proxy.example.com:3128", "http://proxy.example.com:3128"),
            ("http://ada:word@proxy.example.com:3128", "http://ada:word@proxy.example.com:3128"),
            ("http://ada:p%40ss%3Aw+rd%25@proxy.example.com", "http://ada:p@ss:w+rd%@proxy.example.com"),
            ("http://ada:gr%C3%BCn@proxy.example.com", "http://ada:grün@proxy.example.com"),
            ("ada:100%zz@proxy.example.com", "ada:100%zz@proxy.example.com"),
        ])
    func `credentials are decoded, and nothing else is`(address: String, plain: String) {
        #expect(ProxyAddress.plain(address) == plain)
    }
}
