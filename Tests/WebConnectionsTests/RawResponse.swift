/// A response as it came over the wire.
struct RawResponse {
    var status: Int
    /// Names in lower case; of repeated ones all values.
    var fields: [String: [String]]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
}

extension TCPClient {
    /// Reads one response; the length comes from its head.
    func response(toHead: Bool = false) async throws -> RawResponse {
        let lines = try await read(through: "\r\n\r\n").split(separator: "\r\n")
        let parts = lines.first?.split(separator: " ") ?? []
        guard parts.count > 1, let status = Int(parts[1]) else { throw TCPError(code: 0) }
        var fields: [String: [String]] = [:]
        for line in lines.dropFirst() {
            let field = line.split(separator: ":", maxSplits: 1)
            fields[field[0].lowercased(), default: []].append(String(field[1].trimmingPrefix(" ")))
        }
        let length = fields["content-length"]?.first.flatMap { Int($0) } ?? 0
        return RawResponse(status: status, fields: fields, body: toHead ? [] : try await read(length))
    }

    /// Sends `request` and reads the response.
    func exchange(_ request: String) async throws -> RawResponse {
        try send(request)
        return try await response(toHead: request.hasPrefix("HEAD"))
    }
}
