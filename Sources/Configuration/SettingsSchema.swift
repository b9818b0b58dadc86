import JSONTree

/// The description of the settings file that editors check and complete it with.
///
/// - SeeAlso: <https://json-schema.org/draft/2020-12>
package enum SettingsSchema {
    /// The schema as it is committed, with a line feed at its end.
    package static var text: String { value.indentedText }

    static var value: JSONValue {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Steward settings",
            "description": """
            The settings of a Webex bot that hands out meeting recordings. A change is applied while the bot runs, \
            unless said otherwise.
            """,
            "type": "object",
            "additionalProperties": false,
            "properties": .object(JSONObject(SettingsKey.all.map { JSONObject.Member($0.name, .object($0.property)) })),
        ]
    }
}

extension SettingsKey {
    fileprivate var property: JSONObject {
        var property = JSONObject([JSONObject.Member("description", .string(meaning))])
        property.members += schema.object?.members ?? []
        property["default"] = value(Settings())
        return property
    }
}
