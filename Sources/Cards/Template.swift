import JSONTree

/// A card with holes, in the part of the Adaptive Cards Template Language that our cards need.
///
/// - `${path.to.value}` inside a text is a hole. A text that is one hole only becomes the value itself, a number or a truth
///   value too; when there is no value, what carries it is left out.
/// - `"$data": "${list}"` repeats an element of an array; its holes then mean the members of each item, `${$data}` the item
///   and `${$root.name}` what stands outside.
/// - `"$when": "${value}"` leaves an element out when the value is false, missing or empty.
/// - `${text.key}` is wording from the locale.
///
/// A value is never read as JSON or looked into for holes.
///
/// - SeeAlso: <https://learn.microsoft.com/adaptive-cards/templating/language>
struct Template: Sendable, Equatable {
    indirect enum Element: Sendable, Equatable {
        case literal(JSONValue)
        case text(HoleText)
        case array([Element])
        case object(Object)
    }

    struct Object: Sendable, Equatable {
        var members: [Member]
        /// What the object is repeated over.
        var list: HoleText.Path?
        var condition: HoleText.Path?
    }

    struct Member: Sendable, Equatable {
        var name: String
        var element: Element
    }

    var root: Element

    /// Fills the holes.
    ///
    /// - Parameter values: The values by name; the wording is the member `text`. A value that is missing counts as nothing.
    /// - Returns: The card, with everything left out that has no value.
    func render(_ values: JSONValue) -> JSONValue {
        root.render(Scope(root: values, data: values)).first ?? .null
    }
}

/// The values that holes are filled from at one place of a card.
private struct Scope {
    let root: JSONValue
    let data: JSONValue

    func value(at path: HoleText.Path) -> JSONValue {
        path.names.reduce(path.base == .root ? root : data) { value, name in value[name] ?? .null }
    }
}

extension Template.Element {
    /// What stands here once the holes are filled: one value, none when it is left out, several when it is repeated.
    fileprivate func render(_ scope: Scope) -> [JSONValue] {
        switch self {
        case .literal(let value): [value]
        case .text(let text): text.render(scope).map { [$0] } ?? []
        case .array(let elements): [.array(elements.flatMap { $0.render(scope) })]
        case .object(let object): object.render(scope)
        }
    }
}

extension Template.Object {
    fileprivate func render(_ scope: Scope) -> [JSONValue] {
        guard let list else { return renderOnce(scope).map { [$0] } ?? [] }
        return (scope.value(at: list).array ?? []).compactMap { renderOnce(Scope(root: scope.root, data: $0)) }
    }

    private func renderOnce(_ scope: Scope) -> JSONValue? {
        if let condition, !scope.value(at: condition).holds { return nil }
        return .object(
            JSONObject(
                members.compactMap { member in
                    member.element.render(scope).first.map { JSONObject.Member(member.name, $0) }
                }))
    }
}

extension HoleText {
    fileprivate func render(_ scope: Scope) -> JSONValue? {
        if let onlyPath {
            let value = scope.value(at: onlyPath)
            guard value != .null else { return nil }
            return value
        }
        return .string(
            pieces.map { piece in
                switch piece {
                case .literal(let text): text
                case .hole(let path): scope.value(at: path).asText
                }
            }.joined())
    }
}

extension JSONValue {
    /// Whether an element under this condition stays.
    fileprivate var holds: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        case .integer, .double, .object: true
        }
    }

    /// How the value reads inside a longer text.
    fileprivate var asText: String {
        switch self {
        case .string(let text): text
        case .null: ""
        default: text
        }
    }
}
