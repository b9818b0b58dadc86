import Recordings
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("aZ09-._~", "aZ09-._~"), ("a b", "a%20b"), ("a+b&c=d", "a%2Bb%26c%3Dd"),
        ("https://a.example/?x", "https%3A%2F%2Fa.example%2F%3Fx"), ("ä€😀", "%C3%A4%E2%82%AC%F0%9F%98%80"),
        ("\u{0}\n%", "%00%0A%25"), ("é²", "%C3%A9%C2%B2"),
    ])
    func `only unreserved characters stand for themselves`(text: String, encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
    }

    @Test func `a form keeps the order of its items and encodes both sides`() {
        #expect(PercentEncoding.form([("b", "1 2"), ("a&", ""), ("b", "="), ("c", nil)]) == "b=1%202&a%26=&b=%3D")
    }

    @Test func `a query begins with a question mark unless there is nothing in it`() {
        #expect(PercentEncoding.query([("a", "1"), ("b", "2")]) == "?a=1&b=2")
        #expect(PercentEncoding.query([("a", nil)]) == "")
    }
}
