import CCurl

/// A call into curl that did not succeed.
struct CurlError: Error {
    /// What a caller of ours is told.
    let code: HTTPClientError.Code
    let meaning: String

    init(_ code: CURLcode) {
        self.code = HTTPClientError.Code(code)
        meaning = code.meaning
    }

    /// Nothing of one request can make these calls fail: the client as a whole is finished.
    init(_ code: CURLMcode) {
        self.code = .closed
        meaning = unsafe String(cString: curl_multi_strerror(code))
    }

    static func check(_ code: CURLcode) throws(CurlError) {
        guard code == CURLE_OK else { throw CurlError(code) }
    }

    static func check(_ code: CURLMcode) throws(CurlError) {
        guard code == CURLM_OK else { throw CurlError(code) }
    }
}
