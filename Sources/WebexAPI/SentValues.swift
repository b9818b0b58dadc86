/// What was sent with a call, so that an error can be told without repeating it.
///
/// Webex explains some refusals by what it was given: a link, an address, the text of an answer, a token. Errors end up
/// in the log, where none of these belongs.
struct SentValues: Sendable {
    private let words: Set<String>
    /// Those that stand for themselves also where something else is put in front of them.
    private let longWords: Set<String>

    /// Shorter words say nothing by themselves.
    private static let shortestWord = 4
    private static let shortestLongWord = 12

    /// Takes texts, addresses and secrets alike, as they are.
    init(_ values: [String]) {
        words = Set(values.flatMap(Self.words).filter { $0.count >= Self.shortestWord })
        longWords = words.filter { $0.count >= Self.shortestLongWord }
    }

    /// `text` with "…" for every word that was sent, whatever stands around it.
    func withheld(from text: String) -> String {
        var (told, word) = ("", "")
        for character in text {
            if Self.isInsideWord(character) {
                word.append(character)
            } else {
                told += wasSent(word) ? "…" : word
                told.append(character)
                word = ""
            }
        }
        // Whoever repeats something long may have stopped inside a word.
        return told + (wasSent(word) || isBeginning(word) ? "…" : word)
    }

    private func isBeginning(_ word: String) -> Bool {
        word.count >= Self.shortestWord && words.contains { $0.hasPrefix(word) }
    }

    private func wasSent(_ word: String) -> Bool {
        words.contains(word)
            || word.count > Self.shortestLongWord && longWords.contains { word.contains($0) }
    }

    private static func words(of text: String) -> [String] {
        text.split { !isInsideWord($0) }.map(String.init)
    }

    private static func isInsideWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "-" || character == "_"
    }
}
