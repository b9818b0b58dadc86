import JSONTree
import Testing
import TestSupport

@testable import CardViews

@Suite struct `A card in the terminal` {
    private static func card(body: JSONValue, actions: JSONValue = []) -> JSONValue {
        ["type": "AdaptiveCard", "version": "1.3", "body": body, "actions": actions]
    }

    @Test func `shows a form with numbered fields, defaults and buttons`() {
        #expect(
            CardText(SampleCard.form).lines == [
                "Find recordings",
                "───────────────",
                "Type the number of a meeting, or forward me a recording.",
                "1. Meeting number *: ________  (2551 234 5678)",
                "2. Host e-mail: ________",
                "3. Days back: [10]",
                "4. Language: [English]",
                "     1 English",
                "     2 Čeština",
                "5. Only mine: [yes]",
                "",
                "[1] Search",
            ])
    }

    @Test func `shows recordings with columns, facts and links`() {
        let card = Self.card(body: [
            [
                "type": "ColumnSet",
                "columns": [
                    ["type": "Column", "items": [["type": "TextBlock", "text": "Weekly review", "weight": "Bolder"]]],
                    [
                        "type": "Column",
                        "items": [["type": "TextBlock", "text": "0:48:20"], ["type": "TextBlock", "text": "176 MB"]],
                    ],
                ],
            ],
            [
                "type": "FactSet", "separator": true,
                "facts": [["title": "Host", "value": "Hana Holt"], ["title": "Recorded", "value": "2 March"]],
            ],
            [
                "type": "ActionSet",
                "actions": [
                    ["type": "Action.OpenUrl", "title": "Video", "url": "https://files.example.com/1"],
                    ["type": "Action.OpenUrl", "title": "Transcript", "url": "https://files.example.com/3"],
                ],
            ],
            ["type": "TextBlock", "text": "Also [as audio](https://files.example.com/2)", "spacing": "Medium"],
        ])
        #expect(
            CardText(card).lines == [
                "Weekly review   0:48:20",
                "                176 MB",
                "────────────────────────────────────────",
                "Host      Hana Holt",
                "Recorded  2 March",
                "[1] Video      → https://files.example.com/1",
                "[2] Transcript → https://files.example.com/3",
                "",
                "Also as audio: https://files.example.com/2",
            ])
    }

    @Test func `underlines a title once, even when a separator follows`() {
        let card = Self.card(body: [
            ["type": "TextBlock", "text": "Found", "size": "Large"],
            ["type": "TextBlock", "text": "one", "separator": true],
            ["type": "TextBlock", "text": "two", "separator": true],
        ])
        #expect(CardText(card, width: 4).lines == ["Found", "─────", "one", "────", "two"])
    }

    @Test func `wraps paragraphs but not addresses, and stacks what does not fit beside`() {
        let text = "one two three https://files.example.com/a/very/long/address four"
        let column: JSONValue = ["type": "Column", "items": [["type": "TextBlock", "text": .string(text)]]]
        let card = Self.card(body: [["type": "ColumnSet", "columns": [column, column]]])
        let lines = ["one two three", "https://files.example.com/a/very/long/address", "four"]
        #expect(CardText(card, width: 20).lines == lines + lines)
    }

    @Test func `shows a nested card below its title`() {
        let nested = Self.card(
            body: [["type": "Input.Text", "id": "why", "label": "Why"]],
            actions: [["type": "Action.Submit", "title": "Send"]])
        let card = CardText(
            Self.card(
                body: [["type": "Input.Text", "id": "outer"]],
                actions: [
                    ["type": "Action.Submit", "title": "Go"],
                    ["type": "Action.ShowCard", "title": "Feedback", "card": nested],
                ]))
        #expect(
            card.lines == [
                "1. outer: ________", "", "[1] Go", "▾ Feedback", "    2. Why: ________", "", "    [2] Send",
            ])
        #expect(card.inputs(pressing: card.buttons[0]) == JSONObject([.init("outer", "")]))
        #expect(card.inputs(pressing: card.buttons[1]) == JSONObject([.init("outer", ""), .init("why", "")]))
    }

    @Test(
        arguments: [
            ["type": "Media", "sources": []], ["type": "Image", "url": "https://example.com/a.png"],
            ["type": "TextBlock", "text": "hidden", "isVisible": false], "nonsense",
        ] as [JSONValue])
    func `leaves out what cannot be shown`(element: JSONValue) {
        #expect(CardText(Self.card(body: [element])).lines.isEmpty)
    }

    @Test func `shows the fallback of an unknown element`() {
        let element: JSONValue = ["type": "Table", "fallback": ["type": "TextBlock", "text": "a table"]]
        #expect(CardText(Self.card(body: [element])).lines == ["a table"])
    }

    @Test func `submits answers, defaults, hidden fields and the button's own data`() throws {
        let card = CardText(SampleCard.form)
        let inputs = card.inputs(pressing: try #require(card.firstSubmit), answers: ["meeting_number": "25512345678"])
        #expect(
            inputs
                == JSONObject([
                    .init("command_keyword", "rec"), .init("meeting_number", "25512345678"), .init("meeting_host", ""),
                    .init("days_back", "10"), .init("language", "en"), .init("mine", "1"), .init("hidden", "kept"),
                ]))
    }

    @Test(arguments: [
        (0, "", nil), (1, "", ""), (2, "", "10"), (2, "14", "14"), (3, "2", "cs"), (3, "čeština", "cs"), (3, "fr", nil),
        (4, "no", "0"), (4, "perhaps", nil),
    ])
    func `reads answers by number, title or value`(field: Int, answer: String, value: String?) {
        #expect(CardText(SampleCard.form).visibleFields[field].value(answering: answer) == value)
    }
}

@Suite struct `Markdown in the terminal` {
    @Test(arguments: [
        ("**Done.** 2 recordings", "Done. 2 recordings"),
        (
            "[Video](https://a.example/1) or [Audio](https://a.example/2)",
            "Video: https://a.example/1 or Audio: https://a.example/2"
        ),
        ("[a [b] c](https://a.example)", "a [b] c: https://a.example"),
        ("[no link] and [half](open", "[no link] and [half](open"),
        ("5 \\* 3 \\[x\\]", "5 * 3 [x]"), ("[https://a.example](https://a.example)", "https://a.example"), ("[", "["),
        ("[\\", "[\\"), ("<blockquote class=\"info\">said</blockquote> so", "said so"), ("one<br/>two", "one\ntwo"),
        ("<b@example.com> a < b > c <", "<b@example.com> a < b > c <"),
    ])
    func `reads as plain words`(markdown: String, text: String) {
        #expect(PlainText.reading(markdown: markdown) == text)
    }
}
