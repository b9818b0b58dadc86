import Recordings
import Testing

@testable import Endpoints

@Suite struct RedirectAnswerTests {
    @Test func `a code and its state are an answer`() {
        #expect(RedirectAnswer([("code", "c"), ("state", "s")]) == .code(Secret("c"), state: "s"))
    }

    @Test func `an error counts more than a code beside it`() {
        let answer = RedirectAnswer([("code", "c"), ("state", "s"), ("error", "access_denied")])
        #expect(answer == .error("access_denied", description: nil, state: "s"))
    }

    @Test func `an error may come without a state`() {
        let answer = RedirectAnswer([("error", "server_error"), ("error_description", "words")])
        #expect(answer == .error("server_error", description: "words", state: nil))
    }

    @Test(arguments: [[], [("code", "c")], [("state", "s")], [("code", ""), ("state", "s")]] as [[(String, String)]])
    func `less than a code and a state is incomplete`(query: [(String, String)]) {
        #expect(RedirectAnswer(query.map { (name: $0.0, value: $0.1) }) == .incomplete)
    }

    @Test func `long words are cut`() {
        let long = String(repeating: "a", count: 5000)
        let cut = String(repeating: "a", count: 300)
        let answer = RedirectAnswer([("error", long), ("error_description", long)])
        #expect(answer == .error(cut, description: cut, state: nil))
    }
}
