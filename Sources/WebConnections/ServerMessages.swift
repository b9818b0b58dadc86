package import HTTPTypes

/// One request that reached our server.
package struct ServerRequest: Sendable {
    package var method: HTTPRequest.Method
    /// Percent-decoded, without the query, beginning with `/`; repeated slashes and dot segments stay as they are.
    package var path: String
    /// The query items in their order, names and values decoded; `+` has become a blank.
    package var query: [(name: String, value: String)]
    /// As they came, without the blanks around their values.
    package var fields: HTTPFields
    package var body: [UInt8]
}

/// What our server answers.
///
/// Content-Length and Connection are set by the server; a field whose value holds a line end is left out.
package struct ServerResponse: Sendable {
    package var status: HTTPResponse.Status
    package var fields: HTTPFields
    package var body: [UInt8]
    /// Whether the connection is closed in place of a response, as by a server that dies.
    package private(set) var isWithheld = false
    /// Whether the connection is closed in the middle of the body, as by a server that dies a little later.
    package private(set) var isCutShort = false

    package init(_ status: HTTPResponse.Status, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// No response: whoever asked finds the connection closed.
    package static var withheld: Self {
        var response = Self(.internalServerError)
        response.isWithheld = true
        return response
    }

    /// The same, of which only half of the body arrives although its whole length was announced.
    package var cutShort: Self {
        var response = self
        response.isCutShort = true
        return response
    }
}
