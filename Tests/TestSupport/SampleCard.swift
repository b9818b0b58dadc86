package import JSONTree

/// Cards that tests of what shows them share.
package enum SampleCard {
    /// A form with every kind of input that a terminal can fill in.
    package static let form: JSONValue = [
        "type": "AdaptiveCard", "version": "1.3",
        "body": [
            ["type": "TextBlock", "text": "Find recordings", "size": "Large", "weight": "Bolder", "wrap": true],
            [
                "type": "TextBlock", "text": "Type the number of a **meeting**, or forward me a recording.",
                "wrap": true,
            ],
            [
                "type": "Input.Text", "id": "meeting_number", "label": "Meeting number", "isRequired": true,
                "placeholder": "2551 234 5678",
            ],
            ["type": "Input.Text", "id": "meeting_host", "label": "Host e-mail"],
            ["type": "Input.Number", "id": "days_back", "label": "Days back", "min": 1, "value": 10],
            [
                "type": "Input.ChoiceSet", "id": "language", "label": "Language", "value": "en",
                "choices": [["title": "English", "value": "en"], ["title": "Čeština", "value": "cs"]],
            ],
            [
                "type": "Input.Toggle", "id": "mine", "title": "Only mine", "valueOn": "1", "valueOff": "0",
                "value": "1",
            ],
            ["type": "Input.Text", "id": "hidden", "isVisible": false, "value": "kept"],
        ],
        "actions": [["type": "Action.Submit", "title": "Search", "data": ["command_keyword": "rec"]]],
    ]
}
