import HTTPTypes
import JSONTree

/// A refusal as the REST API words it.
struct APIError: Error, Equatable {
    var status: HTTPResponse.Status
    var message: String
    /// What the first entry of `errors` says; Webex often repeats the message there.
    var detail: String?

    init(_ status: HTTPResponse.Status, _ message: String, detail: String? = nil) {
        (self.status, self.message, self.detail) = (status, message, detail)
    }

    static let unauthorized = APIError(
        .unauthorized, "The request requires a valid access token set in the Authorization request header.")
    static let forbidden = APIError(
        .forbidden,
        "The server understood the request, but refused to fulfill it because the access token is missing required "
            + "scopes or the user is missing required roles or licenses.",
        detail: "The access token is missing required scopes or the user is missing required roles or licenses.")
    static let notFound = APIError(.notFound, "The requested resource could not be found.")
    static let methodNotAllowed = APIError(.methodNotAllowed, "The method is not allowed for the requested resource.")

    static func badRequest(_ message: String) -> APIError { APIError(.badRequest, message) }
    static func forbidden(_ message: String) -> APIError { APIError(.forbidden, message) }

    func body(trackingID: String) -> JSONValue {
        [
            "message": .string(message),
            "errors": [["description": .string(detail ?? message)]],
            "trackingId": .string(trackingID),
        ]
    }
}
