import Recordings
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        ("Ada@Example.COM", "ada@example.com", "example.com"),
        (" ada@example.com\u{A0}", "ada@example.com", "example.com"),
        ("a.b+c@sub.example.com", "a.b+c@sub.example.com", "sub.example.com"),
    ])
    func `an address is kept in lower case and knows its domain`(text: String, kept: String, domain: String) {
        let address = EmailAddress(text)
        #expect(address?.text == kept)
        #expect(address?.domain == domain)
    }

    @Test(arguments: [
        "", "ada", "@example.com", "ada@", "a@b@c", "a b@example.com", "ada@-x.com", "ada@x..com", "<ada@example.com>",
        "ada@exam ple.com", "ada,bob@example.com", "ada@example.com\u{0}", "\u{202E}ada@example.com",
        "a\u{200D}da@example.com",
        String(repeating: "a", count: 250) + "@x.com",
    ])
    func `what no mailbox can be called is refused`(text: String) {
        #expect(EmailAddress(text) == nil)
    }
}
