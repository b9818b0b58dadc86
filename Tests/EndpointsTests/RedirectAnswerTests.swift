import Recordings
import Testing

@testable import Endpoints

@Suite struct RedirectAnswerTests {
    @Test func `a code is an answer, and the state stands beside it`() {
        let query = [(name: "code", value: "c"), (name: "state", value: "s")]
        #expect(RedirectAnswer(query) == .code(Secret("c")))
        #expect(RedirectAnswer.state(in: query) == "s")
        #expect(RedirectAnswer.state(in: [("state", "")]) == nil)
    }

    @Test func `an error counts more than a code beside it`() {
        let answer = RedirectAnswer([("code", "c"), ("state", "s"), ("error", "access_denied")])
        #expect(answer == .error("access_denied", description: nil))
    }

    @Test func `an error may come with words`() {
        let answer = RedirectAnswer([("error", "server_error"), ("error_description", "words")])
        #expect(answer == .error("server_error", description: "words"))
    }

    @Test(arguments: [[], [("state", "s")], [("code", ""), ("state", "s")]] as [[(String, String)]])
    func `without a code and without an error it is nothing`(query: [(String, String)]) {
        #expect(RedirectAnswer(query.map { (name: $0.0, value: $0.1) }) == .nothing)
    }

    @Test func `long words are cut`() {
        let long = String(repeating: "a", count: 5000)
        let cut = String(repeating: "a", count: 300)
        let answer = RedirectAnswer([("error", long), ("error_description", long)])
        #expect(answer == .error(cut, description: cut))
    }
}
