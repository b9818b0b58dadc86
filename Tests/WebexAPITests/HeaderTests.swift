import FoundationEssentials
import Testing
import WebexAPI

@Suite struct HeaderTests {
    @Test(arguments: [
        ("<https://example.com/a?x=1,2;3>; rel=\"next\"", "https://example.com/a?x=1,2;3"),
        ("<https://e/first>; rel=\"first\", <https://e/next>; rel=next", "https://e/next"),
        ("<https://e/n>; title=\"a, b; c\"; rel=\"prev next\"", "https://e/n"),
        ("<https://e/n>;REL=NEXT", "https://e/n"),
    ])
    func `the next page is found among the links`(header: String, next: String) {
        #expect(LinkHeader(header)["next"] == next)
    }

    @Test(arguments: ["", "https://e/n; rel=next", "<https://e/n>", "<https://e/n>; rel=\"first\"", "<>;;,,<", "\""])
    func `where there is none, none is found`(header: String) { #expect(LinkHeader(header)["next"] == nil) }

    @Test(arguments: [
        ("7", Duration.seconds(7)), ("0", .seconds(1)), ("1.5", .seconds(1.5)), ("999999999", .seconds(86_400)),
        ("Sun, 06 Nov 1994 08:49:47 GMT", .seconds(10)), ("Sun, 06 Nov 1994 08:00:00 GMT", .seconds(1)),
    ])
    func `the wait is read as seconds or as a date`(header: String, delay: Duration) {
        #expect(RetryAfter.delay(header, now: Date(timeIntervalSince1970: 784_111_777)) == delay)
    }

    @Test(arguments: [nil, "", "soon", "nan", "Sun, 06 Foo 1994 08:49:47 GMT"])
    func `nonsense is no wait`(header: String?) {
        #expect(RetryAfter.delay(header, now: Date(timeIntervalSince1970: 0)) == nil)
    }

    @Test(arguments: [
        ("2026-03-02T09:15:27.123Z", 1_772_442_927.123), ("2026-03-02T09:15:27Z", 1_772_442_927),
        ("2026-03-02T10:15:27+01:00", 1_772_442_927),
    ])
    func `time is read with and without a fraction`(text: String, seconds: Double) throws {
        let date = try #require(WireDate.parse(text))
        #expect(abs(date.timeIntervalSince1970 - seconds) < 0.001)
    }

    @Test func `time is written with milliseconds`() {
        #expect(WireDate.format(Date(timeIntervalSince1970: 1_772_442_927.5)) == "2026-03-02T09:15:27.500Z")
    }
}
