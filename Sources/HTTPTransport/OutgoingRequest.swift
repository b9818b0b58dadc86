import HTTPTypes

/// A request that was found fit to be sent, in the form curl takes it.
struct OutgoingRequest: Sendable {
    let method: String
    let url: RequestURL
    /// `name: value`, one for each line of the head.
    let lines: [String]
    /// Nothing for a request that says nothing about a body, not even that it is empty.
    let body: [UInt8]?
    /// Nothing for a direct connection.
    let proxy: RequestURL?

    init(_ request: ClientRequest, configuration: HTTPClient.Configuration) throws(HTTPClientError) {
        guard let url = RequestURL(request.url) else {
            throw HTTPClientError(code: .invalidRequest, detail: "not an absolute http or https URL")
        }
        guard request.method != .head || request.body == nil else {
            throw HTTPClientError(code: .invalidRequest, detail: "HEAD cannot have a body: \(url.display)")
        }
        self.url = url
        method = request.method.rawValue
        body = request.body ?? (Self.methodsWithBody.contains(request.method) ? [] : nil)
        lines = Self.lines(request.fields, hasBody: body != nil)
        proxy = try configuration.proxy(request.url).map { address throws(HTTPClientError) in
            guard let proxy = RequestURL(address) else {
                throw HTTPClientError(
                    code: .invalidRequest, detail: "the proxy for \(url.display) is not an http or https URL")
            }
            return proxy
        }
    }

    private static let methodsWithBody: Set<HTTPRequest.Method> = [.post, .put, .patch]

    /// Field values cannot hold a line break: their type has made blanks of them.
    private static func lines(_ fields: HTTPFields, hasBody: Bool) -> [String] {
        // To curl a name with a colon and no value means "leave this field out"; an empty value is asked for with a
        // semicolon. `Expect` would make every longer POST wait a second for servers that do not know it.
        var lines = fields.map { $0.value.isEmpty ? "\($0.name.rawName);" : "\($0.name.rawName): \($0.value)" }
        lines.append("Expect:")
        // curl would call any body without a type a submitted form.
        if hasBody, fields[.contentType] == nil { lines.append("Content-Type:") }
        return lines
    }
}
