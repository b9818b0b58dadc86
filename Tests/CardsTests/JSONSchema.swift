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

    /// The first thing that is wrong with `value`; the search ends there, for alternatives multiply.
    func violation(of value: JSONValue) -> Violation? { violation(of: value, root, at: "") }

    private func violation(of value: JSONValue, _ schema: JSONValue, at path: String) -> Violation? {
        if let target = schema["$ref"]?.string {
            guard let definition = definition(target) else { return "\(path): the schema has no \(target)" }
            return violation(of: value, definition, at: path)
        }
        return (schema.object?.members ?? []).firstResult { keyword in
            violation(of: value, keyword.name, keyword.value, schema, at: path)
        }
    }

    private func violation(
        of value: JSONValue, _ keyword: String, _ rule: JSONValue, _ schema: JSONValue, at path: String
    ) -> Violation? {
        switch keyword {
        case "type":
            let types = rule.array?.compactMap(\.string) ?? [rule.string ?? ""]
            return types.contains { value.isOf(type: $0) } ? nil : "\(path): not of type \(types)"
        case "enum":
            return rule.array?.contains(value) == true ? nil : "\(path): \(value.text) is none of \(rule.text)"
        case "pattern": return violation(of: value, pattern: rule.string ?? "", at: path)
        case "required":
            guard let object = value.object else { return nil }
            let missing = (rule.array ?? []).compactMap(\.string).first { object[$0] == nil }
            return missing.map { "\(path): lacks \($0)" }
        case "properties":
            return (rule.object?.members ?? []).firstResult { member in
                value[member.name].flatMap { violation(of: $0, member.value, at: "\(path).\(member.name)") }
            }
        case "additionalProperties":
            let others = (value.object?.members ?? []).filter { schema["properties"]?[$0.name] == nil }
            if let isAllowed = rule.bool { return isAllowed ? nil : others.first.map { "\(path): has a \($0.name)" } }
            return others.firstResult { violation(of: $0.value, rule, at: "\(path).\($0.name)") }
        case "items":
            return (value.array ?? []).enumerated().firstResult { violation(of: $1, rule, at: "\(path)[\($0)]") }
        case "allOf": return (rule.array ?? []).firstResult { violation(of: value, $0, at: path) }
        case "anyOf": return violation(of: value, alternatives: rule.array ?? [], at: path)
        case _ where Self.annotations.contains(keyword): return nil
        default: return "the schema uses \"\(keyword)\", which is not checked"
        }
    }

    /// Of several failures the one deepest in the value tells the most.
    private func violation(of value: JSONValue, alternatives: [JSONValue], at path: String) -> Violation? {
        var deepest: Violation = "\(path): no alternative"
        for alternative in alternatives {
            guard let violation = violation(of: value, alternative, at: path) else { return nil }
            if violation.prefix(while: { $0 != ":" }).count > deepest.prefix(while: { $0 != ":" }).count {
                deepest = violation
            }
        }
        return deepest
    }

    private func violation(of value: JSONValue, pattern: String, at path: String) -> Violation? {
        guard let text = value.string else { return nil }
        guard let regex = try? Regex(pattern) else { return "the schema has a pattern that cannot be read: \(pattern)" }
        return text.contains(regex) ? nil : "\(path): \"\(text)\" does not match \(pattern)"
    }

    private func definition(_ reference: String) -> JSONValue? {
        let start = "#/definitions/"
        guard reference.hasPrefix(start) else { return nil }
        return root["definitions"]?[String(reference.dropFirst(start.count))]
    }
}

extension Sequence {
    /// The first result that there is, without looking at the elements after it.
    fileprivate func firstResult<Result>(_ result: (Element) -> Result?) -> Result? {
        for element in self {
            if let result = result(element) { return result }
        }
        return nil
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
