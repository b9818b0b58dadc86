import CCurl

/// What holds for every transfer of one client.
struct TransferSettings: Sendable {
    let maximumBodySize: Int
    let userAgent: String
    let anchors: TrustAnchors
}

extension EasyHandle {
    /// Sets every option of a fresh or reset handle except the receivers.
    ///
    /// - SeeAlso: <https://curl.se/libcurl/c/curl_easy_setopt.html>
    mutating func prepare(for request: OutgoingRequest, settings: TransferSettings) throws(CurlError) {
        try recordFailure()
        try setConduct(encrypted: request.url.isEncrypted)
        try settings.anchors.apply(to: self)
        try setRoute(to: request.url, by: request.proxy)
        try set(CURLOPT_USERAGENT, to: settings.userAgent)
        try setFields(request.lines)
        try setMethod(request.method, body: request.body)
    }

    private func setConduct(encrypted: Bool) throws(CurlError) {
        try set(CURLOPT_NOSIGNAL, to: 1)
        // Without this, giving up on a call whose name is being resolved blocks the loop, and with it every other
        // call, until the resolver answers. The resolver's thread then cleans up after itself.
        try set(CURLOPT_QUICK_EXIT, to: 1)
        // Only the connecting: the call's deadline is kept by the loop.
        try set(CURLOPT_CONNECTTIMEOUT_MS, to: 10_000)
        try set(CURLOPT_PROTOCOLS_STR, to: "http,https")
        try set(CURLOPT_FOLLOWLOCATION, to: 0)
        try set(CURLOPT_HTTP_VERSION, to: CURL_HTTP_VERSION_2TLS)
        // A burst to one host waits for the first connection to tell whether it can carry all of it.
        try set(CURLOPT_PIPEWAIT, to: encrypted ? 1 : 0)
        // Every coding this curl can undo.
        try set(CURLOPT_ACCEPT_ENCODING, to: "")
    }

    /// Without both proxy options curl would look for a proxy, and for exceptions from it, in the environment.
    private func setRoute(to url: RequestURL, by proxy: RequestURL?) throws(CurlError) {
        try set(CURLOPT_URL, to: url.text)
        try set(CURLOPT_PROXY, to: proxy?.text ?? "")
        try set(CURLOPT_NOPROXY, to: "")
        // The proxy's answer to CONNECT is not the response.
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, to: 1)
    }

    /// The first option decides how curl frames the message, the method's name only what it writes.
    private func setMethod(_ method: String, body: [UInt8]?) throws(CurlError) {
        if let body {
            try set(CURLOPT_POST, to: 1)
            // Curl repeats by itself what it has sent on a kept connection that then broke, unless it cannot have the
            // body again. The sender of a body gives it once; nothing sent cannot be asked for, so it goes first on a
            // connection, where curl repeats nothing.
            if body.isEmpty {
                try setEmptyBody()
                try set(CURLOPT_FRESH_CONNECT, to: 1)
            }
            // The least that curl allows: one is kept for each handle.
            try set(CURLOPT_UPLOAD_BUFFERSIZE, to: 16 << 10)
        } else {
            try set(method == "HEAD" ? CURLOPT_NOBODY : CURLOPT_HTTPGET, to: 1)
        }
        try set(CURLOPT_CUSTOMREQUEST, to: method)
    }
}
