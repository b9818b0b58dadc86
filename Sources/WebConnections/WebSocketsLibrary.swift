import CWebSockets

/// The libwebsockets that the program runs with, which need not be the one that it was built with.
package enum WebSocketsLibrary {
    /// For example `4.1.6`, without what names the build behind it.
    package static var version: String {
        guard let version = unsafe lws_get_library_version() else { return "unknown" }
        return String(unsafe String(cString: version).prefix { $0 != "-" })
    }
}
