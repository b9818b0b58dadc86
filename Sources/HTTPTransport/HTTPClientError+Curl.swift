import CCurl

extension HTTPClientError.Code {
    /// What a failed transfer means to our callers.
    ///
    /// - SeeAlso: <https://curl.se/libcurl/c/libcurl-errors.html>
    init(_ code: CURLcode) {
        self =
            switch code {
            case CURLE_URL_MALFORMAT: .invalidRequest
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_PROXY,
                CURLE_SSL_CONNECT_ERROR:
                .unreachable
            // The whole deadline is kept by the loop: what curl itself times is only the connecting.
            case CURLE_OPERATION_TIMEDOUT: .unreachable
            case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
                CURLE_SSL_INVALIDCERTSTATUS:
                .untrusted
            default: .brokenAnswer
            }
    }
}

extension CURLcode {
    /// Whether curl's text about this one occurrence names nothing but hosts, ports and certificates.
    ///
    /// Other texts quote what was sent or received, and with that secrets.
    var hasHarmlessDetail: Bool {
        switch self {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT, CURLE_SSL_CONNECT_ERROR,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            true
        default: false
        }
    }

    /// What the code means, the same for every occurrence.
    var meaning: String { unsafe String(cString: curl_easy_strerror(self)) }
}
