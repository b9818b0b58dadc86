import JSONTree

/// A JSON Schema, as far as draft-06 is used by the schema of Adaptive Cards.
struct JSONSchema {
    /// What is wrong with a value, and where in it.
    typealias Violation = String

    private let root: JSONValue

    /// Says nothing about a value.
    private static let annotations: Set = [
        "$schema", "id", "definitions", "title", "description", "default", "examples", "format", "version", "features",
    ]

    init(_ root: JSONValue) { self.root = root }

    func violations(of value: JSONValue) -> [Violation] { violations(of: value, root, at: "") }

    private func violations(of value: JSONValue, _ schema: JSONValue, at path: String) -> [Violation] {
        if let target = schema["$ref"]?.string {
            guard let definition = definition(target) else { return ["\(path): the schema has no \(target)"] }
            return violations(of: value, definition, at: path)
        }
        return (schema.object?.members ?? []).flatMap { keyword in
            violations(of: value, keyword.name, keyword.value, schema, at: path)
        }
    }

    private func violations(
        of value: JSONValue, _ keyword: String, _ rule: JSONValue, _ schema: JSONValue, at path: String
    ) -> [Violation] {
        switch keyword {
        case "type":
            let types = rule.array?.compactMap(\.string) ?? [rule.string ?? ""]
            return types.contains { value.isOf(type: $0) } ? [] : ["\(path): not of type \(types)"]
        case "enum":
            return rule.array?.contains(value) == true ? [] : ["\(path): \(value.text) is none of \(rule.text)"]
        case "pattern": return self.violations(of: value, pattern: rule.string ?? "", at: path)
        case "required":
            guard let object = value.object else { return [] }
            return (rule.array ?? []).compactMap(\.string).filter { object[$0] == nil }.map { "\(path): lacks \($0)" }
        case "properties":
            return (rule.object?.members ?? []).flatMap { member in
                value[member.name].map { violations(of: $0, member.value, at: "\(path).\(member.name)") } ?? []
            }
        case "additionalProperties":
            let others = (value.object?.members ?? []).filter { schema["properties"]?[$0.name] == nil }
            if let isAllowed = rule.bool { return isAllowed ? [] : others.map { "\(path): has a \($0.name)" } }
            return others.flatMap { violations(of: $0.value, rule, at: "\(path).\($0.name)") }
        case "items":
            return (value.array ?? []).enumerated().flatMap { violations(of: $1, rule, at: "\(path)[\($0)]") }
        case "allOf": return (rule.array ?? []).flatMap { violations(of: value, $0, at: path) }
        case "anyOf":
            let all = (rule.array ?? []).map { violations(of: value, $0, at: path) }
            return all.min { $0.count < $1.count } ?? ["\(path): no alternative"]
        case _ where Self.annotations.contains(keyword): return []
        default: return ["the schema uses \"\(keyword)\", which is not checked"]
        }
    }

    private func violations(of value: JSONValue, pattern: String, at path: String) -> [Violation] {
        guard let text = value.string else { return [] }
        guard let regex = try? Regex(pattern) else {
            return ["the schema has a pattern that cannot be read: \(pattern)"]
        }
        return text.contains(regex) ? [] : ["\(path): \"\(text)\" does not match \(pattern)"]
    }

    private func definition(_ reference: String) -> JSONValue? {
        let start = "#/definitions/"
        guard reference.hasPrefix(start) else { return nil }
        return root["definitions"]?[String(reference.dropFirst(start.count))]
    }
}

extension JSONValue {
    fileprivate func isOf(type: String) -> Bool {
        switch (self, type) {
        case (.null, "null"), (.bool, "boolean"), (.integer, "number"), (.integer, "integer"), (.double, "number"),
            (.string, "string"), (.array, "array"), (.object, "object"):
            true
        default: false
        }
    }
}
