extension JSONValue {
    /// The longest list or object that stays on one line, in characters.
    private static let shortLine = 60

    /// This value as JSON text for people: four blanks for every level, with a line feed at its end.
    ///
    /// What holds no other list or object and is short stays on one line.
    package var indentedText: String { lines(at: 0) + "\n" }

    private func lines(at level: Int) -> String {
        if let line, line.count <= Self.shortLine { return line }
        switch self {
        case .array(let elements): return Self.block("[", elements.map { $0.lines(at: level + 1) }, "]", at: level)
        case .object(let object):
            let members = object.members.map { member in
                "\(JSONValue.string(member.name).text): \(member.value.lines(at: level + 1))"
            }
            return Self.block("{", members, "}", at: level)
        default: return text
        }
    }

    /// The value on one line with a blank behind every mark; nothing when there is a list or an object inside it.
    private var line: String? {
        switch self {
        case .array(let elements):
            guard elements.allSatisfy(\.isScalar) else { return nil }
            return "[\(elements.map(\.text).joined(separator: ", "))]"
        case .object(let object):
            guard object.members.allSatisfy(\.value.isScalar) else { return nil }
            let members = object.members.map { "\(JSONValue.string($0.name).text): \($0.value.text)" }
            return members.isEmpty ? "{}" : "{ \(members.joined(separator: ", ")) }"
        default: return text
        }
    }

    /// An empty list counts: nothing is inside it.
    private var isScalar: Bool {
        switch self {
        case .array(let elements): elements.isEmpty
        case .object(let object): object.members.isEmpty
        default: true
        }
    }

    private static func block(_ opening: String, _ items: [String], _ closing: String, at level: Int) -> String {
        let indent = String(repeating: " ", count: 4 * level)
        return "\(opening)\n\(items.map { "\(indent)    \($0)" }.joined(separator: ",\n"))\n\(indent)\(closing)"
    }
}
