import CCurl

/// The libcurl that the program runs with, which need not be the one that it was built with.
package enum CurlLibrary {
    /// For example `7.88.1`.
    package static var version: String {
        guard let info = unsafe curl_version_info(CURLVERSION_FIRST), let version = unsafe info.pointee.version else {
            return "unknown"
        }
        return unsafe String(cString: version)
    }
}
