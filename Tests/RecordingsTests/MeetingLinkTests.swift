import Recordings
import Testing

@Suite struct MeetingLinkTests {
    @Test(arguments: [
        ("https://example.webex.com/meet/hana", "https://example.webex.com/meet/hana"),
        ("HTTPS://Example.Webex.com/example/j.php?MTID=m0Ab", "https://example.webex.com/example/j.php?MTID=m0Ab"),
        ("example.webex.com/meet/hana", "https://example.webex.com/meet/hana"),
    ])
    func `an address below webex.com is read`(text: String, expected: String) {
        #expect(MeetingLink(text)?.text == expected)
    }

    @Test(arguments: [
        "", "https://example.webex.com", "https://example.webex.com/", "http://example.webex.com/meet/hana",
        "https://example.com/meet/hana", "https://webex.com.example.com/meet/hana", "https://webex.com/meet/hana",
        "https://evilwebex.com/meet/hana", "https://hana@example.webex.com/meet/hana",
        "https://example.webex.com:8443/meet/hana", "https://example.webex.com@example.com/meet",
        "https://example.webex.com\\@example.com/meet", "https://ex ample.webex.com/meet",
        "ftp://example.webex.com/meet",
        "https://example.webex.com/meet/hána", "https://example.webex.com/\"><script>", "javascript:example.webex.com/",
        "https://-.webex.com/meet/hana",
    ])
    func `anything else is refused`(text: String) { #expect(MeetingLink(text) == nil) }

    @Test func `an address may be long, but not endless`() {
        let start = "https://example.webex.com/"
        #expect(MeetingLink(start + String(repeating: "a", count: 1_024 - start.count)) != nil)
        #expect(MeetingLink(start + String(repeating: "a", count: 1_025 - start.count)) == nil)
    }

    @Test(arguments: [
        ("https://example.com/x", true), ("www.example.com", true), ("example.webex.com/meet/hana", true),
        ("weekly", false), ("hana@example.com", false), ("and/or", false),
    ])
    func `what somebody means as an address is told from other words`(word: String, isAddress: Bool) {
        #expect(MeetingLink.isAddress(word) == isAddress)
    }
}
