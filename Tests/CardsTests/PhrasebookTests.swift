import FoundationEssentials
import Testing

@testable import Cards

@Suite struct PhrasebookTests {
    let english = CardLibrary.builtin.phrasebook(Samples.english)
    let czech = CardLibrary.builtin.phrasebook(Samples.czech)

    @Test(
        arguments: [
            (1, "0.1 MB", "0,1 MB"), (49_999, "0.1 MB", "0,1 MB"), (950_000, "1.0 MB", "1,0 MB"),
            (123_449_999, "123.4 MB", "123,4 MB"), (123_450_000, "123.5 MB", "123,5 MB"),
            (999_949_999, "999.9 MB", "999,9 MB"), (999_950_000, "1.0 GB", "1,0 GB"),
            (1_549_999_999, "1.5 GB", "1,5 GB"),
            (Int64.max, "9223372036.9 GB", "9223372036,9 GB"),
        ] as [(Int64, String, String)])
    func `sizes are decimal with one digit after the mark`(bytes: Int64, en: String, cs: String) {
        #expect(english.size(bytes) == en.replacing(" ", with: "\u{A0}"))
        #expect(czech.size(bytes) == cs.replacing(" ", with: "\u{A0}"))
    }

    @Test(arguments: [0, -1, Int64.min]) func `a file without bytes has no size`(bytes: Int64) {
        #expect(english.size(bytes) == nil)
    }

    @Test(arguments: [
        (Duration.zero, "0:00:00"), (.seconds(59), "0:00:59"), (.seconds(3_130), "0:52:10"),
        (.milliseconds(3_599_900), "0:59:59"), (.seconds(3_600), "1:00:00"), (.seconds(360_001), "100:00:01"),
        (.seconds(-5), "0:00:00"),
    ])
    func `lengths read as hours, minutes and seconds`(length: Duration, text: String) {
        #expect(Phrasebook.length(length) == text)
    }

    @Test func `times carry the name of their zone`() {
        #expect(english.time(Samples.start, in: .utc) == "2 Mar 2026, 09:00 UTC")
        #expect(czech.time(Samples.start, in: .utc) == "2. března 2026 9:00 UTC")
    }

    @Test func `times are shown as the clocks of their zone show them`() {
        let zone = DisplayZone(steady: .init(name: "NPT", seconds: 20_700))
        let evening = Date(timeIntervalSince1970: 1_798_738_200)  // 31 December 2026, 17:30 UTC
        #expect(english.time(evening, in: .utc) == "31 Dec 2026, 17:30 UTC")
        #expect(english.time(evening.addingTimeInterval(3600), in: zone) == "1 Jan 2027, 00:15 NPT")
    }

    @Test(arguments: [
        ("dd.MM.yyyy HH:mm", "02.03.2026 09:00"), ("yyyy-MM-dd", "2026-03-02"), ("d 'de' MMM, H", "2 de c, 9"),
        ("M/d/yyyy", "3/2/2026"), ("yyyy年M月d日", "2026年3月2日"), ("d MMM à H", "2 c à 9"),
    ])
    func `a pattern is followed`(pattern: String, text: String) throws {
        let months = "abcdefghijkl".map { String($0) }
        #expect(try #require(DatePattern(pattern, months: months)).text(for: Samples.start, offset: 0) == text)
    }

    @Test(arguments: ["yy", "d MMMM", "h:mm a", "'open", "D"]) func `a pattern of other letters is none`(
        pattern: String
    ) {
        #expect(DatePattern(pattern, months: "abcdefghijkl".map { String($0) }) == nil)
    }

    @Test func `a year of eleven months is none`() {
        #expect(DatePattern("d", months: "abcdefghijk".map { String($0) }) == nil)
    }
}
