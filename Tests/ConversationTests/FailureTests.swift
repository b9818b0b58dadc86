import Cards
import Testing
import WebexAPI

@testable import Conversation

@Suite struct FailureTests {
    private func error(_ code: WebexError.Code) -> WebexError { WebexError(code, operation: "GET /x", message: "no") }

    @Test(arguments: [.unauthorized, .forbidden, .rejected(status: 400)] as [WebexError.Code])
    func `a bot that may not read what was sent does not blame the grant`(code: WebexError.Code) {
        #expect(Failure(reading: error(code)).phrase(reference: "r") == .internalFailure(reference: "r"))
    }

    @Test func `a Webex that is down is named, whatever was asked of it`() {
        #expect(Failure(reading: error(.unavailable(status: 503))).phrase(reference: "r") == .webexUnavailable)
    }

    @Test func `a look-up without a grant asks for one`() {
        #expect(Failure(error(.unauthorized)).phrase(reference: "r") == .notAuthorizedYet)
    }
}
