import Recordings
import Testing

@testable import WebexAPI

@Suite struct TokenAnswerTests {
    @Test func `every member of an answer is read`() {
        let body = """
            {"access_token": "access-1", "expires_in": 1209599, "refresh_token": "refresh-1",
             "refresh_token_expires_in": 7775999, "token_type": "Bearer", "scope": "spark:people_read spark:kms"}
            """
        #expect(
            TokenAnswer(parsing: Array(body.utf8))
                == TokenAnswer(
                    accessToken: Secret("access-1"), expiresIn: .seconds(1_209_599),
                    refreshToken: Secret("refresh-1"), refreshExpiresIn: .seconds(7_775_999),
                    scope: "spark:people_read spark:kms"))
    }

    @Test(arguments: [
        #"{"access_token": "access-1", "expires_in": 60}"#,
        #"{"access_token": "access-1", "expires_in": 60, "refresh_token": null, "scope": null}"#,
        #"{"access_token": "access-1", "expires_in": 60, "refresh_token": ""}"#,
    ])
    func `only the access token and its life must be there`(body: String) {
        #expect(
            TokenAnswer(parsing: Array(body.utf8))
                == TokenAnswer(accessToken: Secret("access-1"), expiresIn: .seconds(60)))
    }

    @Test(arguments: [
        "", "[]", "<html></html>", "{}", #"{"access_token": "a"}"#, #"{"expires_in": 60}"#,
        #"{"access_token": "", "expires_in": 60}"#, #"{"access_token": "a", "expires_in": 0}"#,
        #"{"access_token": "a", "expires_in": -1}"#, #"{"access_token": "a", "expires_in": "soon"}"#,
    ])
    func `an answer without a usable access token is none`(body: String) {
        #expect(TokenAnswer(parsing: Array(body.utf8)) == nil)
    }
}
