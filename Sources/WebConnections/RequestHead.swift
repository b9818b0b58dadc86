import CWebSockets
import HTTPTypes

/// Reads what the library has parsed of a request.
///
/// It names a field only to whoever asks for it, so those it has no token for must be known beforehand. It has decoded
/// the path too, `+` to a blank like in the query.
struct RequestHead {
    /// A request without its body.
    var request: ServerRequest
    /// HTTP/1.1, and the peer did not ask for the end.
    var keepsAlive: Bool
    var hasTransferCoding: Bool
    /// What `Content-Length` says.
    var length: Length

    enum Length: Equatable {
        case none, malformed
        case bytes(Int)
    }

    init?(_ socket: Socket, customFields: [HTTPField.Name]) {
        guard let (method, token) = Self.methods.first(where: { socket.hasField($0.token) }) else { return nil }
        // The library cuts the path where the query would be cut.
        let path = Array(socket.fragments(token).joined(separator: [UInt8(ascii: "&")]))
        request = ServerRequest(
            method: method, path: String(decoding: path, as: UTF8.self),
            query: Self.query(socket.fragments(WSI_TOKEN_HTTP_URI_ARGS)),
            fields: Self.fields(socket, customFields), body: [])
        let connection = request.fields[.connection]?.lowercased() ?? ""
        keepsAlive =
            socket.field(WSI_TOKEN_HTTP).map { String(decoding: $0, as: UTF8.self).contains("1.1") } == true
            && !connection.contains("close")
        hasTransferCoding = socket.hasField(WSI_TOKEN_HTTP_TRANSFER_ENCODING)
        length = Self.length(request.fields[.contentLength])
    }

    static func length(_ value: String?) -> Length {
        guard let value else { return .none }
        guard value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let count = Int(value) else { return .malformed }
        return .bytes(count)
    }

    /// The items of a query, which the library has decoded and cut at `&`.
    static func query(_ fragments: [[UInt8]]) -> [(name: String, value: String)] {
        fragments.filter { !$0.isEmpty }.map { item in
            let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (
                String(decoding: parts[0], as: UTF8.self),
                parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
            )
        }
    }

    private static func fields(_ socket: Socket, _ custom: [HTTPField.Name]) -> HTTPFields {
        var fields = HTTPFields()
        for (name, token) in tokens {
            // An upgrade that is not for us has been emptied.
            if let value = socket.field(token), value.first != 0 {
                fields.append(HTTPField(name: name, lenientValue: value))
            }
        }
        for name in custom {
            guard let value = socket.customField("\(name.canonicalName):") else { continue }
            fields.append(HTTPField(name: name, lenientValue: value))
        }
        return fields
    }

    /// The library keeps the target of each method under a token of its own.
    private static let methods: [(method: HTTPRequest.Method, token: lws_token_indexes)] = [
        (.get, WSI_TOKEN_GET_URI), (.post, WSI_TOKEN_POST_URI), (.head, WSI_TOKEN_HEAD_URI),
        (.put, WSI_TOKEN_PUT_URI), (.patch, WSI_TOKEN_PATCH_URI), (.delete, WSI_TOKEN_DELETE_URI),
        (.options, WSI_TOKEN_OPTIONS_URI),
    ]

    /// Every field that the library has a token for.
    private static let tokens: [(name: HTTPField.Name, token: lws_token_indexes)] =
        (0..<WSI_TOKEN_COUNT.rawValue).compactMap { index in
            let token = lws_token_indexes(index)
            guard let text = unsafe lws_token_to_string(token).map({ unsafe String(cString: $0) }),
                text.hasSuffix(":"), let name = HTTPField.Name(String(text.dropLast()))
            else { return nil }
            return (name, token)
        }
}
