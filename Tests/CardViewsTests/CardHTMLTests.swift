import JSONTree
import Markup
import Testing

@testable import CardViews

@Suite struct CardHTMLTests {
    private func html(_ body: JSONValue, actions: JSONValue = []) -> String {
        CardHTML.html(of: ["type": "AdaptiveCard", "body": body, "actions": actions]).markup
    }

    @Test(arguments: [
        ("plain & < x >", "plain &amp; &lt; x &gt;"), ("**a** b", "<strong>a</strong> b"),
        ("**open", "<strong>open</strong>"), (#"\*\*a\*\* \<\@all\>"#, "**a** &lt;@all&gt;"),
        (
            "[**Video**](https://files.example.com/a?x=1&y=2)",
            "<a class=\"link\" href=\"https://files.example.com/a?x=1&amp;y=2\" rel=\"noreferrer\"><strong>Video</strong></a>"
        ),
        ("[x](javascript:alert)", "<span class=\"link\">x</span>"),
        ("one<br>two<script>", "one<br>two&lt;script&gt;"),
    ])
    func `markdown reads as Webex shows it, and nothing else becomes markup`(markdown: String, html: String) {
        #expect(CardHTML.html(ofMarkdown: markdown).markup == html)
    }

    @Test func `a text block shows how it looks`() {
        let block: JSONValue = [
            "type": "TextBlock", "text": "Found", "size": "Large", "weight": "Bolder", "isSubtle": true,
            "spacing": "None", "separator": true, "wrap": true,
        ]
        let classes = "textblock size-large weight-bolder spacing-none subtle separator"
        #expect(html([block]).contains("<p class=\"\(classes)\" dir=\"auto\">Found</p>"))
    }

    @Test func `facts, columns and what is inside them are shown`() {
        let text = html([
            ["type": "FactSet", "facts": [["title": "Host", "value": "a \\*b\\*"]]],
            [
                "type": "ColumnSet",
                "columns": [
                    ["type": "Column", "width": "stretch", "items": [["type": "TextBlock", "text": "one"]]],
                    ["type": "Column", "width": "auto", "items": [["type": "TextBlock", "text": "two"]]],
                    ["type": "Column", "isVisible": false, "items": [["type": "TextBlock", "text": "three"]]],
                ],
            ],
        ])
        #expect(text.contains("<dt dir=\"auto\">Host</dt><dd dir=\"auto\">a *b*</dd>"))
        #expect(text.contains("<div class=\"wide column\"><p class=\"textblock\" dir=\"auto\">one</p></div>"))
        #expect(text.contains("<div class=\"narrow column\">"))
        #expect(!text.contains("three"))
    }

    @Test func `an input shows its label, its limits and what it complains of`() {
        let text = html([
            [
                "type": "Input.Number", "id": "days", "label": "Days", "min": 1, "max": 365, "value": 10,
                "isRequired": true, "errorMessage": "\"1\" to 365",
            ]
        ])
        #expect(text.contains("Days <span class=\"required\">*</span>"))
        #expect(
            text.contains("<input type=\"number\" value=\"10\" placeholder=\"\" min=\"1\" max=\"365\" dir=\"auto\">"))
        #expect(text.contains("<small dir=\"auto\">&quot;1&quot; to 365</small>"))
    }

    @Test func `buttons keep their order, their style and their address`() {
        let text = html(
            [],
            actions: [
                ["type": "Action.Submit", "title": "Go <on>", "style": "positive"],
                ["type": "Action.OpenUrl", "title": "Open", "url": "https://files.example.com/1"],
                ["type": "Action.OpenUrl", "title": "Trap", "url": "javascript:alert(1)"],
            ])
        #expect(text.contains("<span class=\"button positive\">Go &lt;on&gt;</span>"))
        #expect(text.contains("<a class=\"button \" href=\"https://files.example.com/1\" rel=\"noreferrer\">Open</a>"))
        #expect(text.contains("<span class=\"button \">Trap</span>"))
    }

    @Test func `an element that is not known is named, or its fallback shown`() {
        #expect(html([["type": "Table<x>"]]).contains("<p class=\"unknown\">Table&lt;x&gt;</p>"))
        #expect(html([["type": "Table", "fallback": ["type": "TextBlock", "text": "rows"]]]).contains(">rows</p>"))
    }
}

@Suite struct CardGalleryTests {
    private let gallery = CardGallery(rooms: [
        .init(
            tag: "ja-JP", name: "日本語",
            exhibits: [
                .init(
                    title: "notice", situation: "the first answer",
                    card: ["type": "AdaptiveCard", "body": [["type": "TextBlock", "text": "**一** < b"]]],
                    fallback: "first\n- second\n- third")
            ],
            sentences: ["言う", "**言**わない"])
    ])

    @Test func `the page stands alone, and says its languages`() {
        let page = gallery.page.markup
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        #expect(page.contains("<section id=\"ja-JP\" lang=\"ja-JP\" dir=\"auto\">"))
        #expect(page.contains("<a href=\"#ja-JP\"><span lang=\"ja-JP\">日本語</span></a>"))
        #expect(page.contains("<strong>一</strong> &lt; b"))
        #expect(page.contains("first\n• second\n• third"))
        #expect(page.contains("<li><strong>言</strong>わない</li>"))
        #expect(!page.contains("<script"))
        #expect(!page.contains("src="))
        #expect(!page.contains("@import"))
    }

    @Test func `the text shows each message with a bar at its side`() {
        #expect(
            gallery.text == """
                日本語 (ja-JP)
                ══════════════

                notice: the first answer
                  ┌
                  │ 一 < b
                  └

                sentences
                  ┌
                  │ 言う
                  │
                  │ 言わない
                  └

                """)
    }
}

@Suite struct PlainTextTests {
    @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("한", 2), ("👩‍👩‍👧", 2), ("", 0), ("…–", 2)])
    func `a text has the columns that a terminal gives it`(text: String, width: Int) {
        #expect(PlainText.width(of: text) == width)
        #expect(PlainText.pad(text, to: 6).hasSuffix(String(repeating: " ", count: 6 - width)))
    }

    @Test func `writing without blanks is broken anywhere but before a mark and after a bracket`() {
        #expect(PlainText.wrap("会議の録画、「二件」です。", width: 10) == ["会議の録", "画、「二", "件」です。"])
        #expect(PlainText.wrap("録画 rec 2551 を送信", width: 8) == ["録画 rec", "2551 を", "送信"])
    }
}
