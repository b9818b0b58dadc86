import FoundationEssentials
import JSONTree
import Policy
import Testing

@testable import Configuration

/// The files in `config/` say the same as the code.
@Suite struct SchemaTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("config").path

    private static func file(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }

    @Test func `the schema names the keys that the code knows, in the same order`() throws {
        let schema = try JSONValue(parsing: Self.file("config.schema.json"))
        #expect(schema["properties"]?.object?.members.map(\.name) == SettingsKey.all.map(\.name))
        #expect(schema["additionalProperties"] == false)
    }

    @Test(arguments: SettingsKey.all.map(\.name))
    func `the schema gives a key the type, the range and the default that it has in the code`(name: String) throws {
        let key = try #require(SettingsKey.all.first { $0.name == name })
        let schema = try JSONValue(parsing: Self.file("config.schema.json"))
        var property = try #require(schema["properties"]?[name]?.object)
        #expect(property["description"]?.string?.isEmpty == false)
        #expect(property["default"] == key.value(Settings()))
        property["description"] = nil
        property["default"] = nil
        #expect(JSONValue.object(property) == key.schema)
    }

    @Test func `the example is a good settings file and approves one domain`() throws {
        let file = try SettingsFile(at: "\(Self.folder)/config.json")
        #expect(file.warnings.isEmpty)
        var expected = Settings()
        expected.access.approvedDomains = ["example.com"]
        #expect(file.settings == expected)
    }
}
