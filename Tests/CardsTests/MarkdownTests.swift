import Testing

@testable import Cards

@Suite struct MarkdownTests {
    @Test(arguments: [
        ("plain words, 100 % & more!", "plain words, 100 % & more!"),
        ("a*b_c", #"a\*b\_c"#),
        ("[x](https://example.com)", #"\[x\]\(https://example.com\)"#),
        (#"back\slash"#, #"back\\slash"#),
        ("<@personEmail:ada@example.com>", #"\<\@personEmail:ada@example.com\>"#),
        ("`code` #1 ~no~ a|b", ##"\`code\` \#1 \~no\~ a\|b"##),
        ("two\nlines\r\nand\u{2028}more", "two lines  and more"),
        ("accent on a star *\u{301}", "accent on a star \\*\u{301}"),
    ])
    func `marks become text`(text: String, markdown: String) {
        #expect(Markdown.escape(text) == markdown)
    }

    @Test(arguments: [
        ("2. března 2026", #"2\. března 2026"#), ("- item", #"\- item"#), ("+1", #"\+1"#), ("3.5", #"3\.5"#),
        ("2026", "2026"), ("a. b", "a. b"), ("-", #"\-"#), ("", ""),
    ])
    func `a line never begins a list`(line: String, markdown: String) {
        #expect(Markdown.withoutListMark(line) == markdown)
    }

    @Test func `an address cannot end its link early`() {
        #expect(Markdown.link("Video", to: "https://example.com/a(b)c") == "[Video](https://example.com/a%28b%29c)")
    }
}

@Suite struct LabelTests {
    @Test(arguments: [
        ("  Weekly \t sync\n", "Weekly sync"),
        ("zero\u{0}width\u{7F}", "zero width"),
        ("gpj.\u{202E}exe\u{2066}x\u{2069}", "gpj.exex"),
        ("👩‍👩‍👧 família", "👩‍👩‍👧 família"),
        ("\u{1B}[31mred", "[31mred"),
        (" \n ", ""),
    ])
    func `a label is one clean line`(text: String, shown: String) {
        #expect(Label(text).text == shown)
    }

    @Test func `128 characters stay whole`() {
        let text = String(repeating: "á", count: 128)
        #expect(Label(text).text == text)
    }

    @Test func `a longer label ends in an ellipsis after whole characters`() {
        let family = "👩‍👩‍👧"
        let label = Label(String(repeating: family, count: 129)).text
        #expect(label.last == "…")
        #expect(label.dropLast().allSatisfy { String($0) == family })
        #expect(label.utf8.count <= 512)
        #expect(Label(String(repeating: "x", count: 129)).text == String(repeating: "x", count: 127) + "…")
    }

    @Test func `one character of many bytes does not get through`() {
        #expect(Label("a" + String(repeating: "\u{301}", count: 10_000)).text == "…")
    }
}
