import JSONTree

extension SettingsKey {
    typealias Path<Value> = any WritableKeyPath<Settings, Value> & Sendable

    static func flag(_ name: String, _ path: Path<Bool>, _ meaning: String) -> Self {
        scalar(name, path, meaning, schema: ["type": "boolean"], allowed: "true or false", parse: \.bool) { .bool($0) }
    }

    static func number(_ name: String, _ path: Path<Int>, _ range: ClosedRange<Int>, _ meaning: String) -> Self {
        scalar(name, path, range, meaning, parse: { $0 }, format: { $0 })
    }

    /// A time, written as a number in `range` whose one stands for `unit`.
    static func duration(
        _ name: String, _ path: Path<Duration>, _ range: ClosedRange<Int>, unit: Duration, _ meaning: String
    ) -> Self {
        scalar(name, path, range, meaning, parse: { unit * $0 }, format: { Int($0 / unit) })
    }

    static func language(_ name: String, _ path: Path<String>, _ meaning: String) -> Self {
        scalar(
            name, path, meaning, schema: ["type": "string", "pattern": .string(LanguageTag.pattern)],
            allowed: "a language tag such as \"en-US\"", parse: { $0.string.flatMap(LanguageTag.normalized) },
            format: { .string($0) })
    }

    static func path(_ name: String, _ path: Path<String?>, _ meaning: String) -> Self {
        var key = scalar(
            name, path, "\(meaning) Needs a restart.", schema: ["type": "string", "minLength": 1],
            allowed: "a path in double quotes",
            parse: { value in value.string.flatMap { $0.isEmpty || $0.utf8.contains(0) ? nil : .some($0) } },
            format: { path in path.map { .string($0) } })
        key.needsRestart = true
        return key
    }

    /// A list of texts, each read as `item` says; `collect` makes an array or a set of them.
    static func list<Elements: Collection & Sendable>(
        _ name: String, of item: SettingsItem<Elements.Element>, _ path: Path<Elements>,
        _ collect: @escaping @Sendable ([Elements.Element]) -> Elements, _ meaning: String
    ) -> Self {
        SettingsKey(name: name, meaning: meaning, schema: ["type": "array", "items": item.schema]) { node, settings in
            guard case .array(let nodes) = node.content else { return [finding(node, "a list, [ … ]")] }
            var elements: [Elements.Element] = []
            var findings: [Finding] = []
            for node in nodes {
                if let element = node.value.string.flatMap(item.parse) {
                    elements.append(element)
                } else {
                    findings.append(finding(node, item.allowed))
                }
            }
            if findings.isEmpty { settings[keyPath: path] = collect(elements) }
            return findings
        } value: {
            .array($0[keyPath: path].map { .string(item.format($0)) })
        }
    }

    /// A key that may be there and says nothing.
    static func ignored(
        _ name: String, _ meaning: String, type: String, allowed: String,
        where isAllowed: @escaping @Sendable (JSONValue) -> Bool
    ) -> Self {
        SettingsKey(name: name, meaning: meaning, schema: ["type": .string(type)]) { node, _ in
            isAllowed(node.value) ? [] : [finding(node, allowed)]
        } value: { _ in
            nil
        }
    }
}

extension SettingsKey {
    /// A whole number in the file, whatever it is in ``Settings``.
    private static func scalar<Value: Sendable>(
        _ name: String, _ path: Path<Value>, _ range: ClosedRange<Int>, _ meaning: String,
        parse: @escaping @Sendable (Int) -> Value, format: @escaping @Sendable (Value) -> Int
    ) -> Self {
        scalar(
            name, path, meaning,
            schema: [
                "type": "integer", "minimum": JSONValue(range.lowerBound), "maximum": JSONValue(range.upperBound),
            ],
            allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            parse: { value in
                value.integer.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? parse($0) : nil }
            },
            format: { JSONValue(format($0)) })
    }

    private static func scalar<Value: Sendable>(
        _ name: String, _ path: Path<Value>, _ meaning: String, schema: JSONValue, allowed: String,
        parse: @escaping @Sendable (JSONValue) -> Value?, format: @escaping @Sendable (Value) -> JSONValue?
    ) -> Self {
        SettingsKey(name: name, meaning: meaning, schema: schema) { node, settings in
            guard let value = parse(node.value) else { return [finding(node, allowed)] }
            settings[keyPath: path] = value
            return []
        } value: {
            format($0[keyPath: path])
        }
    }

    /// Says what is allowed, and what stands there instead, cut where it gets long.
    private static func finding(_ node: JSONNode, _ allowed: String) -> Finding {
        let found = node.value.text
        let excerpt = found.count > 60 ? "\(found.prefix(60))…" : found
        return Finding(position: node.position, text: "expected \(allowed)", found: excerpt)
    }
}
