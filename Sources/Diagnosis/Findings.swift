import JSONTree

/// Everything that an examination has found.
package struct Findings: Sendable, Equatable {
    /// By subject, in a fixed order.
    package let all: [Finding]

    package init(_ findings: [Finding]) {
        let order = Dictionary(uniqueKeysWithValues: Subject.allCases.enumerated().map { ($1, $0) })
        let codes = Dictionary(uniqueKeysWithValues: FindingCode.allCases.enumerated().map { ($1, $0) })
        all = findings.sorted { one, other in
            (order[one.subject] ?? 0, codes[one.code] ?? 0, one.text)
                < (order[other.subject] ?? 0, codes[other.code] ?? 0, other.text)
        }
    }

    package var hasProblems: Bool { count(.problem) > 0 }

    private func count(_ verdict: Finding.Verdict) -> Int { all.count { $0.verdict == verdict } }

    /// For programs: the codes are stable, the sentences are not.
    ///
    /// - Parameters:
    ///   - version: Of the program.
    ///   - libraries: Those in use, with their versions.
    /// - Returns: One object, on several lines.
    package func json(version: String, libraries: [(name: String, version: String)] = []) -> String {
        let value: JSONValue = [
            "version": .string(version),
            "libraries": .object(JSONObject(libraries.map { JSONObject.Member($0.name, .string($0.version)) })),
            "problems": JSONValue(count(.problem)),
            "notes": JSONValue(count(.note)),
            "findings": .array(all.map(\.json)),
        ]
        return value.indentedText
    }

    /// For people, no line longer than `width` unless a single word is.
    package func text(width: Int = 80) -> String {
        let column = Finding.Column()
        let lines = all.flatMap { $0.lines(column, width: width) }
        return (lines + ["", summary]).joined(separator: "\n") + "\n"
    }

    /// One line about the whole.
    private var summary: String {
        let problems = count(.problem)
        let notes = count(.note)
        let noteWords = notes == 1 ? "1 note" : "\(notes) notes"
        if problems == 0 { return notes == 0 ? "All is well." : "No problem, \(noteWords)." }
        return "\(problems == 1 ? "1 problem" : "\(problems) problems"), \(noteWords)."
    }
}

extension Finding {
    fileprivate var json: JSONValue {
        [
            "code": .string(code.rawValue), "verdict": .string(verdict.rawValue), "text": .string(text),
            "advice": JSONValue(advice),
        ]
    }

    /// Where in a line its parts begin.
    fileprivate struct Column {
        let subject = 1 + (Verdict.allCases.map(\.rawValue.count).max() ?? 0)
        let text: Int
        init() { text = subject + 1 + (Subject.allCases.map(\.rawValue.count).max() ?? 0) }
    }

    fileprivate func lines(_ column: Column, width: Int) -> [String] {
        let head = verdict.rawValue.padded(to: column.subject) + subject.rawValue
        let room = width - column.text
        let found = text.wrapped(to: room)
        let blank = String(repeating: " ", count: column.text)
        let rest = found.dropFirst() + (advice.map { "-> \($0)".wrapped(to: room, indent: 3) } ?? [])
        return [head.padded(to: column.text) + (found.first ?? "")] + rest.map { blank + $0 }
    }
}

extension String {
    fileprivate func padded(to length: Int) -> String {
        self + String(repeating: " ", count: Swift.max(1, length - count))
    }

    /// The words on lines of at most `width`; a longer word has a line of its own.
    fileprivate func wrapped(to width: Int, indent: Int = 0) -> [String] {
        var lines: [String] = []
        for word in split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(repeating: " ", count: lines.isEmpty ? 0 : indent) + word)
            }
        }
        return lines
    }
}
