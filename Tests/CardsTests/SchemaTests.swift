import Cards
import Files
import JSONTree
import TestSupport
import Testing

@Suite struct SchemaTests {
    /// The schema that Microsoft publishes, where somebody has put it beside the project.
    private static let path = Repository.file("../shared/reference/adaptive-card-1.3.schema.json")

    @Test(.enabled(if: Files.exists(path), "the schema of Adaptive Cards is not there"), arguments: Samples.languages)
    func `every card is an Adaptive Card by the published schema`(language: Language) throws {
        let schema = JSONSchema(try JSONValue(parsing: Files.read(Self.path, limit: 1 << 20)))
        for sample in CardLibrary.builtin.samples(in: language) {
            for card in sample.messages {
                #expect(schema.violation(of: card.content) == nil, "\(sample.card), \(sample.situation)")
            }
        }
    }

    private static let example = JSONSchema([
        "definitions": [
            "Shape": ["anyOf": [["$ref": "#/definitions/Circle"], ["$ref": "#/definitions/Group"]]],
            "Circle": [
                "type": "object",
                "properties": ["type": ["enum": ["circle"]], "size": ["type": ["number", "null"]]],
                "required": ["type"], "additionalProperties": false, "description": "round",
            ],
            "Group": [
                "type": "object",
                "allOf": [["properties": ["type": ["enum": ["group"]]], "required": ["type", "items"]]],
                "properties": [
                    "items": ["type": "array", "items": ["$ref": "#/definitions/Shape"]],
                    "name": ["type": "string", "pattern": "^[a-z]+$"],
                ],
                "additionalProperties": ["type": "string"],
            ],
        ],
        "anyOf": [["$ref": "#/definitions/Shape"]],
    ])

    @Test(
        arguments: [
            ["type": "circle"], ["type": "circle", "size": 1.5], ["type": "circle", "size": nil],
            ["type": "group", "items": []],
            ["type": "group", "items": [["type": "circle"], ["type": "group", "items": [], "name": "abc"]]],
            ["type": "group", "items": [], "other": "text"],
        ] as [JSONValue])
    func `what keeps a schema is found to`(value: JSONValue) {
        #expect(Self.example.violation(of: value) == nil)
    }

    @Test(
        arguments: [
            [], "circle", [:], ["type": "square"], ["type": "circle", "size": "big"], ["type": "circle", "colour": 1],
            ["type": "group"], ["type": "group", "items": [:]], ["type": "group", "items": [["type": "square"]]],
            ["type": "group", "items": [], "name": "ABC"], ["type": "group", "items": [], "other": 1],
        ] as [JSONValue])
    func `what breaks a schema is found to`(value: JSONValue) {
        #expect(Self.example.violation(of: value) != nil)
    }

    @Test func `a keyword that is not checked is told, never passed over`() {
        #expect(JSONSchema(["oneOf": []]).violation(of: 1)?.contains("oneOf") == true)
    }
}
