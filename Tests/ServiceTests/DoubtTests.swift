import Logging
import Recordings
import Testing

@testable import Service

@Suite struct DoubtTests {
    @Test(
        arguments: [
            ("https://webexapis.com/v1", 0), ("http://127.0.0.1:8080/v1", 0), ("http://localhost/v1", 0),
            ("http://192.0.2.1/v1", 1), ("http://webex.example.com/v1", 1),
        ])
    func `a token in the clear beyond this machine is a doubt`(address: String, count: Int) {
        var options = ServiceOptions(botToken: Secret("t"), clientID: "c", clientSecret: Secret("s"))
        options.apiURL = address
        #expect(options.doubts.count == count)
        #expect(options.doubts.allSatisfy { $0.facts["setting.name"] == "WEBEX_API_URL" })
    }
}
