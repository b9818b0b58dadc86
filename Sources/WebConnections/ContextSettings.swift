import CWebSockets
import Glibc

/// How an adopted descriptor is served.
enum AdoptedKind { case listener, connection }

/// What a context is made from, and the memory that the library keeps pointing to as long as it lives.
@safe final class ContextSettings {
    enum Role {
        case server(TLSFiles?, patience: Duration)
        case client(extraAuthorities: String?)
    }

    private static let defaultHost = "default"
    private let role: Role
    private let protocols = UnsafeMutablePointer<lws_protocols>.allocate(capacity: 2)
    private let liveness = UnsafeMutablePointer<lws_retry_bo_t>.allocate(capacity: 1)
    private var strings: [UnsafeMutablePointer<CChar>] = unsafe []
    /// A virtual host for each proxy in use: the library knows proxies by host only.
    private var proxyHosts: [String: OpaquePointer] = unsafe [:]

    init(_ role: Role) {
        self.role = role
        unsafe protocols.initialize(repeating: lws_protocols(), count: 2)
        unsafe liveness.initialize(to: lws_retry_bo_t())
        unsafe protocols[0].name = keep("http").map { unsafe UnsafePointer($0) }
        unsafe protocols[0].callback = serviceCallback
        unsafe protocols[0].tx_packet_size = 64 << 10
        // A websocket that says nothing is asked for a sign of life, and given up when none comes.
        unsafe liveness.pointee.secs_since_valid_ping = 30
        unsafe liveness.pointee.secs_since_valid_hangup = 60
    }

    deinit {
        unsafe protocols.deallocate()
        unsafe liveness.deallocate()
        unsafe strings.forEach { unsafe free($0) }
    }

    func makeContext(_ user: UnsafeMutableRawPointer) -> OpaquePointer? {
        var info = unsafe lws_context_creation_info()
        unsafe info.user = unsafe user
        unsafe info.gid = -1
        unsafe info.uid = -1
        // The hosts alone ask for TLS: see SharedLibraryState.
        unsafe info.options = UInt64(LWS_SERVER_OPTION_EXPLICIT_VHOSTS)
        unsafe info.timeout_secs = UInt32(patience.wholeSeconds)
        // Each context sizes its tables by this, and by the process's limit, often a million, without it.
        unsafe info.fd_limit_per_thread = 1100
        unsafe info.pt_serv_buf_size = 16 << 10
        guard let context = unsafe lws_create_context(&info) else { return nil }
        guard unsafe makeHost(Self.defaultHost, proxy: nil, in: context) != nil else {
            unsafe lws_context_destroy(context)
            return nil
        }
        return unsafe context
    }

    /// How long the other side may take to shake hands.
    private var patience: Duration {
        if case .server(_, let patience) = role { patience } else { .seconds(10) }
    }

    /// Whether what a server accepts begins with a handshake of TLS.
    private var isEncrypted: Bool { if case .server(_?, _) = role { true } else { false } }

    func adopt(
        _ descriptor: Int32, as kind: AdoptedKind, in context: OpaquePointer, _ opaque: UnsafeMutableRawPointer
    ) -> OpaquePointer? {
        var info = unsafe lws_adopt_desc_t()
        unsafe info.vh = lws_get_vhost_by_name(context, Self.defaultHost)
        unsafe info.opaque = unsafe opaque
        switch kind {
        case .listener:
            unsafe info.type = LWS_ADOPT_RAW_FILE_DESC
            unsafe info.fd.filefd = descriptor
            unsafe info.vh_prot_name = protocols[0].name
        case .connection:
            unsafe info.type = lws_adoption_type(
                LWS_ADOPT_SOCKET.rawValue | (isEncrypted ? LWS_ADOPT_ALLOW_SSL.rawValue : 0))
            unsafe info.fd.sockfd = descriptor
        }
        return unsafe lws_adopt_descriptor_vhost_via_info(&info)
    }

    /// Has connections from now on served with what the files hold now; open ones stay as they are.
    func readCertificateAgain(in context: OpaquePointer) {
        guard case .server(let files?, _) = role else { return }
        // The library finds the host by these paths. It tells nothing about how it went: see TLSFiles.check().
        _ = unsafe lws_tls_cert_updated(context, files.certificate, files.key, nil, 0, nil, 0)
    }

    func connect(
        _ target: WebSocketURL, proxy: String?, in context: OpaquePointer, _ opaque: UnsafeMutableRawPointer
    ) -> OpaquePointer? {
        guard let host = unsafe host(for: proxy, in: context) else { return nil }
        let flags = LCCSCF_HTTP_NO_FOLLOW_REDIRECT.rawValue | (target.isSecure ? LCCSCF_USE_SSL.rawValue : 0)
        return unsafe target.host.withCString { address in
            unsafe target.authority.withCString { authority in
                unsafe target.path.withCString { path in
                    unsafe "http/1.1".withCString { alpn in
                        var info = unsafe lws_client_connect_info()
                        unsafe info.context = unsafe context
                        unsafe info.vhost = unsafe host
                        unsafe info.address = unsafe address
                        unsafe info.port = Int32(target.port)
                        unsafe info.path = unsafe path
                        unsafe info.host = unsafe authority
                        unsafe info.ssl_connection = Int32(flags)
                        unsafe info.alpn = unsafe alpn
                        unsafe info.opaque_user_data = unsafe opaque
                        unsafe info.retry_and_idle_policy = UnsafePointer(liveness)
                        return unsafe lws_client_connect_via_info(&info)
                    }
                }
            }
        }
    }

    private func host(for proxy: String?, in context: OpaquePointer) -> OpaquePointer? {
        guard let proxy else { return unsafe lws_get_vhost_by_name(context, Self.defaultHost) }
        if let known = unsafe proxyHosts[proxy] { return unsafe known }
        // Named by a number: the address may hold a password, and names show in the library's log.
        guard let host = unsafe makeHost("proxy-\(proxyHosts.count)", proxy: proxy, in: context) else { return nil }
        unsafe proxyHosts[proxy] = unsafe host
        return unsafe host
    }

    private func makeHost(_ name: String, proxy: String?, in context: OpaquePointer) -> OpaquePointer? {
        var info = unsafe lws_context_creation_info()
        unsafe info.protocols = UnsafePointer(protocols)
        unsafe info.vhost_name = keep(name).map { unsafe UnsafePointer($0) }
        unsafe info.alpn = keep("http/1.1").map { unsafe UnsafePointer($0) }
        unsafe info.options = UInt64(LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT)
        // Not null, or the library would take the proxy from the environment.
        unsafe info.http_proxy_address = keep(proxy.map(ProxyAddress.plain) ?? "").map { unsafe UnsafePointer($0) }
        switch role {
        case .server(let files, _):
            unsafe info.port = CONTEXT_PORT_NO_LISTEN_SERVER
            unsafe info.ssl_options_set = clws_no_tls_before_1_2
            unsafe info.ssl_cert_filepath = files.flatMap { unsafe keep($0.certificate) }.map {
                unsafe UnsafePointer($0)
            }
            unsafe info.ssl_private_key_filepath = files.flatMap { unsafe keep($0.key) }.map {
                unsafe UnsafePointer($0)
            }
        case .client(let authorities):
            unsafe info.port = CONTEXT_PORT_NO_LISTEN
            unsafe info.ssl_client_options_set = clws_no_tls_before_1_2
            // Loaded beside the system's anchors, not in place of them.
            unsafe info.client_ssl_ca_filepath = authorities.flatMap { unsafe keep($0) }.map {
                unsafe UnsafePointer($0)
            }
        }
        return unsafe lws_create_vhost(context, &info)
    }

    /// A copy of `text` that lives as long as this object.
    private func keep(_ text: String) -> UnsafeMutablePointer<CChar>? {
        guard let copy = unsafe strdup(text) else { return nil }
        unsafe strings.append(copy)
        return unsafe copy
    }
}
