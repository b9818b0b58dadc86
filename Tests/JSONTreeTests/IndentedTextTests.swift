import JSONTree
import Testing

@Suite struct IndentedTextTests {
    @Test func `what holds nothing else and is short stays on one line`() {
        let value: JSONValue = [
            "empty": [], "nothing": [:], "short": ["a", 1, true], "pair": ["x": 1, "y": nil],
            "nested": ["inner": ["deep": "\"quoted\""]],
            "long": [.string(String(repeating: "x", count: 40)), .string(String(repeating: "y", count: 40))],
        ]
        #expect(
            value.indentedText == """
                {
                    "empty": [],
                    "nothing": {},
                    "short": ["a", 1, true],
                    "pair": { "x": 1, "y": null },
                    "nested": {
                        "inner": { "deep": "\\"quoted\\"" }
                    },
                    "long": [
                        "\(String(repeating: "x", count: 40))",
                        "\(String(repeating: "y", count: 40))"
                    ]
                }

                """)
    }

    @Test(arguments: [JSONValue.null, 7, "text", [], [[1], [[2]]], ["a": [["b": [:]]]]])
    func `it is the same value as the compact text`(value: JSONValue) throws {
        #expect(try JSONValue(parsing: Array(value.indentedText.utf8)) == value)
    }

    @Test func `a name that an object has twice is refused, or kept where somebody asks`() throws {
        let text = Array(#"{"a": 1, "b": 2, "a": 3}"#.utf8)
        #expect(throws: JSONError.self) { try JSONNode(parsing: text) }
        guard case .object(let members) = try JSONNode(parsing: text, repeatedNames: .kept).content else {
            Issue.record("no object")
            return
        }
        #expect(members.map(\.name) == ["a", "b", "a"])
    }
}
