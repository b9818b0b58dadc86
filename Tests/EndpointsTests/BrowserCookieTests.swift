import Grants
import HTTPTypes
import Testing
import WebConnections

@testable import Endpoints

@Suite struct BrowserCookieTests {
    @Test(
        arguments: [
            ("steward-authorization=v", "v"), ("a=b; steward-authorization=v; c=d", "v"),
            ("a=b,steward-authorization=v", "v"), ("a=b  steward-authorization=v", "v"), ("steward-authorization=", ""),
            ("steward-authorization=v;\u{301}a=b", "v"), ("a=b \u{301};steward-authorization=v", "v"),
            ("a=b", nil), ("", nil),
            ("xsteward-authorization=v", nil), ("steward-authorization", nil),
        ] as [(String, String?)])
    func `the value is found among other cookies`(field: String, value: String?) throws {
        let cookie = BrowserCookie(try PublicAddress("http://localhost"))
        #expect(cookie.value(in: .get("/", cookie: field)) == value)
    }
}
