import Testing

@testable import Sandbox

@Suite struct `Standard input` {
    /// The lines in `bytes`, which are followed by the end of the input.
    private static func lines(_ bytes: [UInt8]) -> [String] {
        var rest = bytes[...]
        var lines: [String] = []
        while let line = StandardInput.nextLine(reading: { rest.popFirst().map { Int32($0) } ?? -1 }) {
            lines.append(line)
        }
        return lines
    }

    @Test(arguments: [
        ("", []), ("one\ntwo\n", ["one", "two"]), ("one\n\nlast", ["one", "", "last"]), ("\r\ntwo\r\n", ["", "two"]),
        ("Jiří\n", ["Jiří"]),
    ])
    func `comes line by line, and the last one needs no end`(text: String, lines: [String]) {
        #expect(Self.lines(Array(text.utf8)) == lines)
    }

    @Test func `what is no text does not end the chat`() {
        #expect(Self.lines([0xFF, 0x61, 0x0A, 0x62]) == ["\u{FFFD}a", "b"])
    }
}
