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
        ("&lt;@all&gt; &#60; &amp", ##"\&lt;@all\&gt; \&\#60; &amp"##),
        ("Q&A; R&D & more;", #"Q\&A; R&D & more;"#),
        ("accent on a star *\u{301}", "accent on a star \\*\u{301}"),
    ])
    func `marks become text`(text: String, markdown: String) {
        #expect(Markdown.escape(text) == markdown)
    }

    @Test(arguments: [
        ("2. března 2026", #"2\. března 2026"#), ("- item", #"\- item"#), ("+ 1", #"\+ 1"#), ("---", #"\---"#),
        ("3.", #"3\."#), ("3.5", "3.5"), ("-5", "-5"), ("+1", "+1"), ("...", "..."),
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

    @Test func `accents piled upon a letter end before the next line`() {
        let piled = "a" + String(repeating: "\u{301}", count: 10_000) + "b\u{5E9}\u{5C1}\u{5BC}\u{5B8}\u{596}"
        let kept = "a" + String(repeating: "\u{301}", count: 8) + "b\u{5E9}\u{5C1}\u{5BC}\u{5B8}\u{596}"
        #expect(Label(piled).text.unicodeScalars.elementsEqual(kept.unicodeScalars))
    }

    @Test(arguments: ["\u{200B}", " \u{2060}\u{AD} ", "\u{3164}", "\u{FE0F}", "\u{200F}\u{202E}"])
    func `what nobody can see is no label`(text: String) {
        #expect(Label(text).isEmpty)
    }

    @Test(arguments: ["שיחה 42", "اجتماع", "1. שיחה", "abc שיחה"])
    func `right-to-left words are kept from the words around them`(text: String) {
        #expect(Label(text).markdown == "\u{2068}\(text)\u{2069}")
        #expect(Label(text).text == text)
    }

    @Test func `a label that was to turn what follows does not`() {
        #expect(Label("a\u{2067}\u{202B}b\u{200F}\u{61C}c").markdown == "abc")
        #expect(Label("\u{2069}שיחה\u{2069}\u{202E}").markdown == "\u{2068}שיחה\u{2069}")
    }

    @Test func `only a label that begins a line escapes the mark of a list`() {
        #expect(Label("1. item").markdown == #"1\. item"#)
        #expect(Label("1. item").inlineMarkdown == "1. item")
    }
}
