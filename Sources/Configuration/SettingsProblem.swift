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

    package init(file: String, position: JSONPosition? = nil, key: String? = nil, _ text: String) {
        self.file = file
        self.position = position
        self.key = key
        self.text = text
    }

    /// As compilers write it, so that editors can jump there: `config.json:3:14: language: …`.
    package var description: String {
        [position.map { "\(file):\($0)" } ?? file, key, text].compactMap(\.self).joined(separator: ": ")
    }
}

/// A settings file that cannot be used, with everything that is wrong with it.
package struct SettingsError: Error, Equatable, CustomStringConvertible {
    /// In the order of the file; never empty.
    package var problems: [SettingsProblem]

    package init(_ problems: [SettingsProblem]) { self.problems = problems }

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
