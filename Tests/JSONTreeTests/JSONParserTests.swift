import JSONTree
import Testing

@Suite struct JSONParserTests {
    @Test(arguments: [
        ("{\"a\": [1, -2.5e3, true, null, \"x\"]}", #"{"a":[1,-2500.0,true,null,"x"]}"#),
        ("\u{FEFF}[]", "[]"),
        (#""\u00e9\ud83d\ude00\n""#, "\"é😀\\n\""),
        ("9007199254740993", "9007199254740993"),
        ("{\"z\":1,\"a\":2}", "{\"z\":1,\"a\":2}"),
    ])
    func `a valid text is read and written back in its order`(text: String, written: String) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)).text == written)
    }

    @Test(arguments: [
        ("", 1, 1), ("{\n  \"a\": tru\n}", 2, 8), ("{\"é\": 01}", 1, 7), ("[1,\n2,\n]", 3, 1),
        ("{\"a\":1,\"a\":2}", 1, 8),
        ("[\"a\n\"]", 1, 4), ("[1] 2", 1, 5), ("{\"a\" 1}", 1, 6), ("[1 2]", 1, 4), ("{a: 1}", 1, 2),
        ("\"\\ud83d\"", 1, 2),
        ("\"\\x\"", 1, 2), ("1e", 1, 1), ("[", 1, 2), ("-", 1, 1), ("1.", 1, 1), ("\"\\u12\"", 1, 2),
    ])
    func `what is no JSON is refused where it shows`(text: String, line: Int, column: Int) {
        let error = #expect(throws: JSONError.self) { try JSONNode(parsing: Array(text.utf8)) }
        #expect(error?.position == JSONPosition(line: line, column: column))
    }

    @Test func `text that is not UTF-8 is refused`() {
        #expect(throws: JSONError.self) { try JSONNode(parsing: [0x22, 0xFF, 0x22]) }
    }

    @Test func `size and depth have limits`() throws {
        let nested = Array((String(repeating: "[", count: 33) + String(repeating: "]", count: 33)).utf8)
        #expect(throws: JSONError.self) { try JSONNode(parsing: nested) }
        #expect(throws: Never.self) { try JSONNode(parsing: nested.dropFirst().dropLast()) }
        #expect(throws: JSONError.self) { try JSONNode(parsing: Array("[1,2]".utf8), maximumSize: 4) }
    }

    @Test func `every value knows its line and column`() throws {
        let node = try JSONNode(parsing: Array("{\n  \"user\": [\"ada\",\n  7]\n}".utf8))
        guard case .object(let members) = node.content, case .array(let elements) = members[0].value.content else {
            Issue.record("not the object that was written")
            return
        }
        #expect(members[0].position == JSONPosition(line: 2, column: 3))
        #expect(elements.map(\.position) == [JSONPosition(line: 2, column: 12), JSONPosition(line: 3, column: 3)])
    }

    @Test func `marks that end a line for somebody are escaped`() {
        #expect(JSONValue.string("a\u{2028}b\u{7F}\"\\\n").text == #""a\u2028b\u007f\"\\\n""#)
    }
}
