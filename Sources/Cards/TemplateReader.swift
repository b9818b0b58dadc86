import JSONTree

/// Reads one template file and notes everything that is wrong with it.
struct TemplateReader {
    /// A key of the wording, and where the template uses it first.
    struct WordingUse {
        var key: String
        var position: JSONPosition
    }

    let file: String
    let shape: ValueShape
    private(set) var problems: [CardError.Problem] = []
    private(set) var wording: [WordingUse] = []
    /// Whether ``wording`` has all that the template uses: what cannot be read may use more.
    private(set) var knowsAllWording = true

    /// - Parameters:
    ///   - file: The name that problems carry.
    ///   - shape: The values that holes can be filled with, the wording not counted.
    init(file: String, shape: ValueShape) {
        (self.file, self.shape) = (file, shape)
    }

    /// The template in `bytes`, to be used only when no problem was found.
    mutating func template(_ bytes: [UInt8]) -> Template? {
        do throws(JSONError) {
            let node = try JSONNode(parsing: bytes)
            checkKind(node)
            let template = Template(root: element(node, shape))
            for violation in ElementRules.violations(inCard: node) { report(violation.text, at: violation.position) }
            return template
        } catch {
            knowsAllWording = false
            report(error.problem, at: error.position)
            return nil
        }
    }

    private mutating func report(_ text: String, at position: JSONPosition) {
        problems.append(CardError.Problem(text, in: file, at: position))
    }

    private mutating func checkKind(_ root: JSONNode) {
        for (name, expected) in [("type", "AdaptiveCard"), ("version", "1.3")] {
            let member = root.members.first { $0.name == name }
            if member?.value.content != .string(expected) {
                report("a card has \"\(name)\": \"\(expected)\"", at: member?.value.position ?? root.position)
            }
        }
        for member in root.members where member.name == "$when" {
            report("the card itself cannot be left out", at: member.position)
        }
    }

    private mutating func element(_ node: JSONNode, _ scope: ValueShape, inArray: Bool = false) -> Template.Element {
        switch node.content {
        case .null, .bool, .integer, .double: return .literal(node.value)
        case .string(let text): return string(text, at: node.position, scope)
        case .array(let nodes):
            return .array(nodes.map { element($0, scope, inArray: true) })
        case .object(let members): return .object(object(members, scope, inArray: inArray))
        }
    }

    private mutating func object(
        _ members: [JSONNode.Member], _ outer: ValueShape, inArray: Bool
    ) -> Template.Object {
        var object = Template.Object(members: [])
        var scope = outer
        if let data = members.first(where: { $0.name == "$data" }) {
            if !inArray { report("only an element of an array can be repeated", at: data.position) }
            object.list = path(of: data, outer)
            scope = object.list.flatMap { item(of: $0, outer, at: data.value.position) } ?? .anything
        }
        for member in members where member.name != "$data" {
            if member.name == "$when" {
                object.condition = path(of: member, scope)
                if let condition = object.condition { _ = found(condition, scope, at: member.value.position) }
            } else {
                object.members.append(Template.Member(name: member.name, element: element(member.value, scope)))
            }
        }
        return object
    }

    private mutating func string(
        _ text: String, at position: JSONPosition, _ scope: ValueShape
    ) -> Template.Element {
        guard let text = holes(text, at: position) else { return .literal(.null) }
        if text.paths.isEmpty { return .literal(.string(text.pieces.first?.text ?? "")) }
        for path in text.paths where path.wordingKey == nil {
            if let shape = found(path, scope, at: position), shape != .value, shape != .anything {
                report("\"\(path)\" is a list or a group, and a hole takes one value", at: position)
            }
        }
        for key in text.paths.compactMap(\.wordingKey) where !wording.contains(where: { $0.key == key }) {
            wording.append(WordingUse(key: key, position: position))
        }
        return .text(text)
    }

    private mutating func holes(_ text: String, at position: JSONPosition) -> HoleText? {
        do throws(HoleText.Failure) {
            return try HoleText(text)
        } catch {
            knowsAllWording = false
            report(error.problem, at: position)
            return nil
        }
    }
}

extension TemplateReader {
    /// The path that `$data` or `$when` names.
    private mutating func path(of member: JSONNode.Member, _ scope: ValueShape) -> HoleText.Path? {
        guard case .string(let text) = member.value.content else {
            report("\"\(member.name)\" takes one hole, for example \"${name}\"", at: member.value.position)
            return nil
        }
        guard let text = holes(text, at: member.value.position) else { return nil }
        if text.onlyPath == nil {
            report("\"\(member.name)\" takes one hole, for example \"${name}\"", at: member.value.position)
        }
        return text.onlyPath
    }

    /// What a path leads to; notes a problem where it leads nowhere.
    private mutating func found(
        _ path: HoleText.Path, _ scope: ValueShape, at position: JSONPosition
    ) -> ValueShape? {
        let start = path.base == .root ? shape : scope
        let found = start.shape(at: path.names)
        if found == nil {
            let known = start.names.joined(separator: ", ")
            report("nothing fills \"\(path)\"; here are: \(known.isEmpty ? "none" : known)", at: position)
        }
        return found
    }

    private mutating func item(
        of path: HoleText.Path, _ scope: ValueShape, at position: JSONPosition
    ) -> ValueShape? {
        guard let shape = found(path, scope, at: position) else { return nil }
        switch shape {
        case .list(let item): return item
        case .anything: return .anything
        case .value, .group:
            report("\"\(path)\" is not a list, and \"$data\" repeats over one", at: position)
            return nil
        }
    }
}

extension HoleText.Path: CustomStringConvertible {
    var description: String {
        let start = base == .root ? ["$root"] : names.isEmpty ? ["$data"] : []
        return (start + names).joined(separator: ".")
    }
}

extension HoleText.Piece {
    /// The text of a literal, else nothing.
    fileprivate var text: String? {
        if case .literal(let text) = self { text } else { nil }
    }
}

extension JSONNode {
    /// The members of an object; none of anything else.
    var members: [Member] {
        if case .object(let members) = content { members } else { [] }
    }
}
