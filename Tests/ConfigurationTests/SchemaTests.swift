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

    @Test func `the committed schema is what the program prints`() throws {
        #expect(try String(decoding: Self.file("config.schema.json"), as: UTF8.self) == SettingsSchema.text)
    }

    @Test(arguments: SettingsKey.all.map(\.name))
    func `the schema gives a key a meaning, and the type, range and default that it has in the code`(
        name: String
    ) throws {
        let key = try #require(SettingsKey.all.first { $0.name == name })
        let schema = try JSONValue(parsing: Array(SettingsSchema.text.utf8))
        var property = try #require(schema["properties"]?[name]?.object)
        #expect(property["description"]?.string?.isEmpty == false)
        #expect(property["default"] == key.value(Settings()))
        property["description"] = nil
        property["default"] = nil
        #expect(JSONValue.object(property) == key.schema)
    }

    @Test(arguments: SettingsKey.all.map(\.name))
    func `what the schema refuses is refused, and what it allows is taken`(name: String) throws {
        let property = try #require(SettingsKey.all.first { $0.name == name }).schema
        let sample = try #require(property["type"]?.string.flatMap { Self.samples[$0] })
        for (kind, other) in Self.samples where kind != property["type"]?.string {
            #expect(throws: SettingsError.self) { try Self.read(name, other) }
        }
        if let (minimum, maximum) = Self.range(of: property) {
            for number in [minimum, maximum] { _ = try Self.read(name, .integer(number)) }
            for number in [minimum - 1, maximum + 1] {
                #expect(throws: SettingsError.self) { try Self.read(name, .integer(number)) }
            }
        } else {
            _ = try Self.read(name, sample)
        }
    }

    @Test(arguments: SettingsKey.all.map(\.name))
    func `the manual tells of every key`(name: String) throws {
        let folder = URL(fileURLWithPath: Self.folder).deletingLastPathComponent().path
        let manual = String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/docs/settings.md")), as: UTF8.self)
        #expect(manual.contains("`\(name)`") || name == "$schema")
    }

    /// A value of each type that any key of it takes, ranges aside.
    private static let samples: [String: JSONValue] = [
        "array": [], "boolean": true, "integer": 1, "object": [:], "string": "en",
    ]

    private static func range(of property: JSONValue) -> (Int64, Int64)? {
        guard let minimum = property["minimum"]?.integer, let maximum = property["maximum"]?.integer else { return nil }
        return (minimum, maximum)
    }

    /// With the longest window that there can be, so that the usual one fits into it, and the other way round.
    private static func read(_ name: String, _ value: JSONValue) throws -> SettingsFile {
        var object: JSONObject = JSONObject([.init("default_days_back", 1), .init("max_days_back", 3650)])
        object[name] = value
        return try SettingsFile(parsing: JSONValue.object(object).utf8, path: "config.json")
    }

    @Test func `the example is a good settings file and approves one domain`() throws {
        let file = try SettingsFile(at: "\(Self.folder)/config.json")
        #expect(file.warnings.isEmpty)
        var expected = Settings()
        expected.access.approvedDomains = ["example.com"]
        #expect(file.settings == expected)
    }
}
