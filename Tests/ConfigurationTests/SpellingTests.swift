import Testing

@testable import Configuration

@Suite struct SpellingTests {
    @Test(arguments: [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2)])
    func `the distance counts letters put in, taken out and changed`(one: String, other: String, distance: Int) {
        #expect(Spelling.distance(one, other) == distance)
    }
}
