import Testing

@testable import Cards

@Suite struct CardLinkTests {
    @Test(
        arguments: [
            ("https://d.example.com/nbr/1/file", "https://d.example.com/nbr/1/file/Plan%20%26%20ceny.mp4"),
            (
                "https://d.example.com/nbr/1/file/?a=1#top",
                "https://d.example.com/nbr/1/file/Plan%20%26%20ceny.mp4?a=1#top"
            ),
            ("https://d.example.com", "https://d.example.com/Plan%20%26%20ceny.mp4"),
            ("https://d.example.com/v1.2/x", "https://d.example.com/v1.2/x/Plan%20%26%20ceny.mp4"),
            ("https://d.example.com/v1.2", "https://d.example.com/v1.2/Plan%20%26%20ceny.mp4"),
            ("https://d.example.com/a.mp4?x=1", "https://d.example.com/a.mp4?x=1"),
            ("https://d.example.com/A.M4A", "https://d.example.com/A.M4A"),
            ("HTTPS://d.example.com/a.mp4", "https://d.example.com/a.mp4"),
            ("https://d.example.com/a b", nil),
            ("https://d.example.com/{x}.mp4", "https://d.example.com/%7Bx%7D.mp4"),
            ("https://d.example.com/žluť.mp4", "https://d.example.com/%C5%BElu%C5%A5.mp4"),
        ] as [(String, String?)])
    func `a path without a file name gets one`(link: String, address: String?) {
        #expect(CardLink(link, kind: .video, topic: Label("Plan & ceny"))?.address == address)
    }

    @Test(arguments: [
        (LinkKind.video, "https://d.example.com/f/Sync.mp4"), (.audio, "https://d.example.com/f/Sync.mp3"),
        (.transcript, "https://d.example.com/f/Sync.vtt"),
    ])
    func `the name ends as its kind of file does`(kind: LinkKind, address: String) {
        #expect(CardLink("https://d.example.com/f", kind: kind, topic: Label("Sync"))?.address == address)
    }

    @Test(arguments: [
        "X-Amz-Signature=1", "x-amz-signature=1", "a=1&Signature=2", "SIG=3", "b=&key-pair-id=4",
    ])
    func `a signed address stays as it is`(query: String) {
        let link = "https://d.example.com/f?\(query)"
        #expect(CardLink(link, kind: .video, topic: Label("Sync"))?.address == link)
    }

    @Test(arguments: ["signatures=1", "a=sig", "mysig=1"])
    func `only whole parameter names sign`(query: String) {
        let address = CardLink("https://d.example.com/f?\(query)", kind: .video, topic: Label("S"))?.address
        #expect(address == "https://d.example.com/f/S.mp4?\(query)")
    }

    @Test func `a slash in the topic does not become a folder`() {
        let link = CardLink("https://d.example.com/f", kind: .video, topic: Label(#"../a\b"#))
        #expect(link?.address == "https://d.example.com/f/..-a-b.mp4")
    }

    @Test(arguments: [
        "http://127.0.0.1:8080/a.mp4", "http://127.9.9.9/a.mp4", "http://localhost/a.mp4", "http://[::1]:1/a.mp4",
    ])
    func `plain http is taken from this machine`(link: String) {
        #expect(CardLink(link, kind: .video, topic: Label("S"))?.address == link)
    }

    @Test(arguments: [
        "http://d.example.com/a.mp4", "http://127.0.0.1.example.com/a.mp4", "http://localhost.example.com/a.mp4",
        "http://localhost@192.0.2.1/a.mp4", "https://ada@d.example.com/a.mp4", "javascript:alert(1)",
        "ftp://d.example.com/a",
        "https:///a.mp4", "https://", "", "/a.mp4", "https://d.example.com/\n", "http://127.0.0/a",
        "http://127.0.0.x/a",
    ])
    func `other addresses never reach a card`(link: String) {
        #expect(CardLink(link, kind: .video, topic: Label("S")) == nil)
    }

    @Test func `an address too long for a card is dropped`() {
        let padding = String(repeating: "x", count: CardLink.lengthLimit)
        #expect(CardLink("https://d.example.com/a.mp4?\(padding)", kind: .video, topic: Label("S")) == nil)
    }
}
