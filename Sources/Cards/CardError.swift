package import JSONTree

/// Everything that is wrong with a folder of cards, so that it can be put right in one go.
package struct CardError: Error, Equatable, CustomStringConvertible {
    /// One thing to put right, and where.
    package struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The path inside the cards folder, for example `locales/en-US.json`.
        package var file: String
        /// Where in the file; nothing when the file as a whole is meant.
        package var position: JSONPosition?
        /// What is wrong, in words for the person who wrote the file.
        package var text: String

        package init(_ text: String, in file: String, at position: JSONPosition? = nil) {
            self.file = file
            self.position = position
            self.text = text
        }

        package var description: String {
            [file, position?.description, " " + text].compactMap { $0 }.joined(separator: ":")
        }
    }

    /// In the order of the files, and in each file from top to bottom.
    package var problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }

    /// One line for each problem, as compilers write them: `form.json:3:5: what is wrong`.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
