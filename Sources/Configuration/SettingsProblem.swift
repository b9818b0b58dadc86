package import JSONTree

/// What is wrong in a settings file, and where: enough to go there and repair it.
package struct SettingsProblem: Sendable, Equatable, CustomStringConvertible {
    package var file: String
    /// Missing when the file could not be read at all.
    package var position: JSONPosition?
    /// Missing when the problem is not about one key.
    package var key: String?
    /// What is wrong and what is allowed instead.
    package var text: String
    /// What stands there instead, where that is worth showing to whoever has the file.
    package var found: String?

    package init(
        file: String, position: JSONPosition? = nil, key: String? = nil, _ text: String, found: String? = nil
    ) {
        self.file = file
        self.position = position
        self.key = key
        self.text = text
        self.found = found
    }

    /// The problem without anything that the file says, for those who need not have it.
    package var withoutContent: SettingsProblem {
        var problem = self
        problem.found = nil
        return problem
    }

    /// As compilers write it, so that editors can jump there: `config.json:3:14: language: …`.
    package var description: String {
        let place = position.map { "\(file):\($0)" } ?? file
        let problem = found.map { "\(text), not \($0)" } ?? text
        return [place, key, problem].compactMap(\.self).joined(separator: ": ")
    }
}

/// A settings file that cannot be used, with everything that is wrong with it.
package struct SettingsError: Error, Equatable, CustomStringConvertible {
    /// In the order of the file; never empty.
    package var problems: [SettingsProblem]

    package init(_ problems: [SettingsProblem]) { self.problems = problems }

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
