import CCurl

/// An absolute `http` or `https` URL, read by the same parser that will connect to it.
struct RequestURL: Sendable, Equatable {
    /// As it was given.
    let text: String
    /// Scheme, host, port and path: fit for a log, without credentials, query and fragment.
    let display: String

    /// Nothing when it is not a usable URL.
    init?(_ text: String) {
        guard !text.utf8.contains(0), let parts = unsafe curl_url() else { return nil }
        defer { unsafe curl_url_cleanup(parts) }
        guard unsafe curl_url_set(parts, CURLUPART_URL, text, 0) == CURLUE_OK,
            let scheme = unsafe Self.part(CURLUPART_SCHEME, of: parts), scheme == "http" || scheme == "https",
            let host = unsafe Self.part(CURLUPART_HOST, of: parts),
            let path = unsafe Self.part(CURLUPART_PATH, of: parts)
        else { return nil }
        // curl takes `http:///name` and `http:/name` for a host called "name"; we would have meant a path.
        let authority = text.utf8.dropFirst(scheme.utf8.count)
        guard authority.starts(with: "://".utf8), authority.dropFirst(3).first != UInt8(ascii: "/") else { return nil }
        let port = unsafe Self.part(CURLUPART_PORT, of: parts).map { ":\($0)" } ?? ""
        self.text = text
        display = "\(scheme)://\(host)\(port)\(path)"
    }

    var isEncrypted: Bool { display.hasPrefix("https:") }

    private static func part(_ part: CURLUPart, of parts: OpaquePointer) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(parts, part, &value, 0) == CURLUE_OK, let value = unsafe value else { return nil }
        defer { unsafe curl_free(value) }
        return unsafe String(cString: value)
    }
}
