/// A line of a list that operators read, in columns two blanks apart.
enum ListLine {
    /// - Parameter columns: What stands in each, and how wide it is at least.
    /// - Returns: Nothing that moves a cursor: whoever else has the bot's token chose the names.
    static func text(_ columns: [(text: String, width: Int)]) -> String {
        columns.map { $0.text + String(repeating: " ", count: max(0, $0.width - $0.text.count)) }
            .joined(separator: "  ").filter { character in
                character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            }
    }
}
