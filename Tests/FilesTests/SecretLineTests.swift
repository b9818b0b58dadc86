@testable import Files
import Testing

@Suite struct SecretLineTests {
    /// What comes of the bytes: that of the last one.
    private func outcome(_ typed: String) -> SecretLine.Outcome {
        var line = SecretLine()
        return typed.utf8.reduce(.goOn) { _, byte in line.take(byte) }
    }

    @Test(arguments: [
        ("word\n", SecretLine.Outcome.entered("word")), ("word\r", .entered("word")), ("\n", .entered("")),
        ("wrong\u{15}right\n", .entered("right")), ("worx\u{7F}d\n", .entered("word")),
        ("x\u{8}\u{8}y\n", .entered("y")),
        ("é\u{7F}e\n", .entered("e")), ("a\tb\n", .entered("ab")), ("wo", .goOn), ("\u{4}", .ended), ("wo\u{4}", .goOn),
        ("wo\u{3}", .interrupted),
    ])
    func `keys do what they do elsewhere`(typed: String, expected: SecretLine.Outcome) {
        #expect(outcome(typed) == expected)
    }
}
