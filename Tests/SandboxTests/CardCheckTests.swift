import JSONTree
import TestSupport
import Testing
import TestSupport

@testable import Sandbox

@Suite struct `A card that is posted` {
    private static func status(_ card: JSONValue, behaviour: Behaviour = Behaviour()) async throws -> Int {
        let webex = try TestCloud(behaviour: behaviour)
        let attachment: JSONValue = ["contentType": "application/vnd.microsoft.card.adaptive", "content": card]
        let body: JSONValue = ["toPersonEmail": "alice@example.com", "text": "t", "attachments": [attachment]]
        return try await webex.post("/v1/messages", webex.bot, body).status
    }

    private static func card(_ element: JSONValue, actions: JSONValue = []) -> JSONValue {
        ["type": "AdaptiveCard", "version": "1.3", "body": [element], "actions": actions]
    }

    private static let text: JSONValue = ["type": "TextBlock", "text": "hello"]
    private static let submit: JSONValue = ["type": "Action.Submit", "title": "Go"]

    @Test(
        arguments: [
            text, SampleCard.form,
            [
                "type": "Container",
                "items": [["type": "ColumnSet", "columns": [["type": "Column", "items": [text]]]]],
            ],
            ["type": "FactSet", "facts": [["title": "Host", "value": "Hana"]]],
            ["type": "ActionSet", "actions": .array(Array(repeating: submit, count: 5))],
            ["type": "Table", "fallback": text], ["type": "Media", "fallback": "drop"],
            ["type": "Image", "url": "https://example.com/a.png", "selectAction": submit],
            ["type": "ImageSet", "images": [["type": "Image", "url": "https://example.com/a.png"]]],
        ] as [JSONValue])
    func `is taken when it is well formed`(element: JSONValue) async throws {
        let card = element["body"] == nil ? Self.card(element) : element
        #expect(try await Self.status(card) == 200)
    }

    @Test(
        arguments: [
            ["type": "TextBlock"], ["text": "no type"], "text", ["type": "Table"], ["type": "Media", "sources": []],
            ["type": "Table", "fallback": ["type": "TextBlock"]], ["type": "Image", "url": ""],
            ["type": "Container"], ["type": "Container", "items": [["type": "Media"]]],
            ["type": "ColumnSet", "columns": [["items": [["type": "Media"]]]]],
            ["type": "FactSet", "facts": [["title": "Host"]]], ["type": "Input.Text"],
            ["type": "Input.Toggle", "id": "mine"],
            ["type": "Input.ChoiceSet", "id": "a", "choices": [["title": "A"]]],
            [
                "type": "Container",
                "items": [["type": "Input.Text", "id": "a"], ["type": "Input.Number", "id": "a"]],
            ],
            ["type": "ActionSet", "actions": .array(Array(repeating: submit, count: 6))],
            ["type": "ActionSet", "actions": [text]], ["type": "Action.Submit"],
            ["type": "ActionSet", "actions": [["type": "Action.Execute"]]],
            ["type": "ActionSet", "actions": [["type": "Action.OpenUrl", "title": "Video"]]],
            ["type": "ActionSet", "actions": [["type": "Action.ShowCard", "card": ["type": "Card"]]]],
            ["type": "ImageSet", "images": [text]], ["type": "Column", "selectAction": text],
        ] as [JSONValue])
    func `is refused when it is not`(element: JSONValue) async throws {
        #expect(try await Self.status(Self.card(element)) == 400)
    }

    @Test func `has five buttons at most, also by itself`() async throws {
        for (count, status) in [(5, 200), (6, 400)] {
            let card = Self.card(Self.text, actions: .array(Array(repeating: Self.submit, count: count)))
            #expect(try await Self.status(card) == status)
        }
    }

    @Test func `is judged less strictly by a Webex that does so`() async throws {
        var behaviour = Behaviour()
        behaviour.checksCards = false
        #expect(try await Self.status(Self.card(["type": "Media"]), behaviour: behaviour) == 200)
        behaviour.maximumCardSize = 50
        #expect(try await Self.status(Self.card(["type": "Media"]), behaviour: behaviour) == 400)
    }
}
