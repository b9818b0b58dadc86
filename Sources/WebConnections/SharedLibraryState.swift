import CWebSockets

/// What libwebsockets keeps once for the whole process, set up before the first context and then left alone.
enum SharedLibraryState {
    static let once: Void = {
        // It would write to the standard error of the process.
        lws_set_log_level(0, nil)
        // A context made with this option numbers the places anew where the library finds its own data in OpenSSL's
        // objects, under the hands of all other contexts: their handshakes fail. So one makes the numbers for all.
        var info = unsafe lws_context_creation_info()
        unsafe info.options = UInt64(LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT | LWS_SERVER_OPTION_EXPLICIT_VHOSTS)
        unsafe info.port = CONTEXT_PORT_NO_LISTEN
        unsafe info.gid = -1
        unsafe info.uid = -1
        unsafe info.fd_limit_per_thread = 8
        guard let context = unsafe lws_create_context(&info) else { return }
        unsafe lws_context_destroy(context)
    }()
}
