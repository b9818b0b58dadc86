package import HTTPTypes

/// One request to another server.
///
/// The client frames the body itself (`Content-Length`), adds `User-Agent` unless `fields` names one, and offers the
/// content codings it can undo.
package struct ClientRequest: Sendable {
    /// Any method; `HEAD` cannot have a body.
    package var method: HTTPRequest.Method
    /// Absolute, `http` or `https`, percent-encoded.
    package var url: String
    /// Sent in their order; a name may occur more than once.
    package var fields: HTTPFields
    /// Nothing and empty are the same to methods that always have a body (`POST`, `PUT`, `PATCH`).
    package var body: [UInt8]?

    /// A request that is sent by ``HTTPClient/send(_:deadline:)``.
    package init(_ method: HTTPRequest.Method, _ url: String, fields: HTTPFields = [:], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
    }
}
