package import HTTPTypes

/// What the other server answered; any status is an answer, not an error.
package struct ClientResponse: Sendable {
    /// That of the final response: interim ones (1xx) and a proxy's answer to `CONNECT` never show.
    package var status: HTTPResponse.Status
    /// Those of the head as it was sent, without trailers.
    ///
    /// `Content-Length` and `Content-Encoding` tell of the body on the wire.
    package var fields: HTTPFields
    /// With its content coding undone.
    package var body: [UInt8]
}
