package import JSONTree

/// A seed file that describes no company, with the line and the key that say why.
package struct SeedError: Error, Equatable, CustomStringConvertible {
    package var position: JSONPosition
    /// The way to the value, for example `meetings[2].instances[0].time`; empty for the whole file.
    package var key: String
    package var problem: String

    package var description: String { "line \(position.line): \(key.isEmpty ? "" : key + ": ")\(problem)" }
}

/// One object of the seed file, read key by key.
struct SeedObject {
    /// A remark to the reader, which every object may have.
    static let about = "about"

    let key: String
    let position: JSONPosition
    private let members: [JSONNode.Member]

    /// Takes `node` for an object that has no other keys than `known`.
    init(_ node: JSONNode, key: String, known: Set<String>) throws(SeedError) {
        guard case .object(let members) = node.content else {
            throw SeedError(position: node.position, key: key, problem: "must be an object")
        }
        (self.key, self.position, self.members) = (key, node.position, members)
        for member in members where !known.contains(member.name) && member.name != Self.about {
            let names = known.sorted().joined(separator: ", ")
            throw SeedError(position: member.position, key: path(member.name), problem: "unknown key; known: \(names)")
        }
    }

    func path(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }

    func node(_ name: String) -> JSONNode? { members.first { $0.name == name }?.value }

    func error(_ name: String, _ problem: String) -> SeedError {
        SeedError(position: node(name)?.position ?? position, key: path(name), problem: problem)
    }

    func optionalString(_ name: String) throws(SeedError) -> String? {
        guard let node = node(name) else { return nil }
        guard case .string(let text) = node.content, !text.isEmpty else { throw error(name, "must be a text") }
        return text
    }

    func string(_ name: String) throws(SeedError) -> String {
        guard let text = try optionalString(name) else { throw error(name, "is missing") }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int>, default fallback: Int? = nil) throws(SeedError) -> Int {
        guard let node = node(name) else {
            guard let fallback else { throw error(name, "is missing") }
            return fallback
        }
        guard case .integer(let number) = node.content, let value = Int(exactly: number), range.contains(value) else {
            throw error(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws(SeedError) -> Int? {
        node(name) == nil ? nil : try integer(name, in: range)
    }

    /// One of a few texts.
    func choice(_ name: String, of choices: [String]) throws(SeedError) -> String? {
        guard let text = try optionalString(name) else { return nil }
        guard choices.contains(text) else { throw error(name, "must be one of \(choices.joined(separator: ", "))") }
        return text
    }

    func flag(_ name: String, default fallback: Bool = false) throws(SeedError) -> Bool {
        guard let node = node(name) else { return fallback }
        guard case .bool(let value) = node.content else { throw error(name, "must be true or false") }
        return value
    }

    func strings(_ name: String) throws(SeedError) -> [String]? {
        guard let node = node(name) else { return nil }
        guard case .array(let elements) = node.content else { throw error(name, "must be a list of texts") }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element.content else { throw error(name, "must be a list of texts") }
            texts.append(text)
        }
        return texts
    }

    func object(_ name: String, known: Set<String>) throws(SeedError) -> SeedObject? {
        guard let node = node(name) else { return nil }
        return try SeedObject(node, key: path(name), known: known)
    }

    func objects(_ name: String, known: Set<String>) throws(SeedError) -> [SeedObject] {
        guard let node = node(name) else { return [] }
        guard case .array(let elements) = node.content else { throw error(name, "must be a list of objects") }
        var objects: [SeedObject] = []
        for (index, element) in elements.enumerated() {
            objects.append(try SeedObject(element, key: "\(path(name))[\(index)]", known: known))
        }
        return objects
    }

    /// The member `name`, which may be one object or a list of them.
    func objectOrObjects(_ name: String, known: Set<String>) throws(SeedError) -> [SeedObject] {
        if case .object = node(name)?.content { return [try object(name, known: known)].compactMap(\.self) }
        return try objects(name, known: known)
    }
}
