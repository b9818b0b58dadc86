import Glibc
import HTTPTypes

/// A bound and listening TCP socket; closed with its last copy's owner unless it was handed over.
struct ListeningSocket: ~Copyable {
    /// The port in use.
    let port: Int
    private let descriptor: Int32

    /// Binds `host`, a name or an address, and listens.
    init(host: String, port: Int) throws(WebServerError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, String(port), &hints, &found)
        guard code == 0, let address = unsafe found else {
            throw WebServerError(code: .cannotListen, detail: unsafe "\(host): \(String(cString: gai_strerror(code)))")
        }
        defer { unsafe freeaddrinfo(address) }
        let opened = unsafe socket(address.pointee.ai_family, address.pointee.ai_socktype, 0)
        let isReady =
            unsafe Self.setOption(SO_REUSEADDR, of: opened, at: SOL_SOCKET)
            && bind(opened, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0
            && listen(opened, SOMAXCONN) == 0
            && fcntl(opened, F_SETFD, FD_CLOEXEC) == 0
        guard isReady, let bound = Self.port(of: opened) else {
            let reason = unsafe String(cString: strerror(errno))
            _ = Glibc.close(opened)
            throw WebServerError(code: .cannotListen, detail: "\(host):\(port): \(reason)")
        }
        descriptor = opened
        self.port = bound
    }

    deinit { _ = Glibc.close(descriptor) }

    /// Gives the descriptor away: somebody else closes it now.
    consuming func release() -> Int32 {
        let descriptor = descriptor
        discard self
        return descriptor
    }

    /// Closes a connection that there is no room for, with a word about it where it can be read.
    static func turnAway(_ connection: Int32, isEncrypted: Bool) {
        defer { _ = Glibc.close(connection) }
        guard !isEncrypted else { return }
        let answer = ResponseWriter(
            ServerResponse(.serviceUnavailable, fields: [.retryAfter: "1"]), to: nil, closes: true)
        answer.write(to: connection)
    }

    private static func port(of descriptor: Int32) -> Int? {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isKnown else { return nil }
        // The port is at the same place in both families, in network order.
        return unsafe withUnsafeBytes(of: address) { unsafe Int($0[2]) << 8 | Int($0[3]) }
    }

    fileprivate static func setOption(_ option: Int32, of descriptor: Int32, at level: Int32) -> Bool {
        var on: Int32 = 1
        return unsafe setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size)) == 0
    }
}

/// Accepts connections on the loop thread and hands them to the library.
///
/// The library could listen itself, but would say neither why it cannot nor let go of the port alone.
final class Listener: SocketHandler {
    /// So many at a time, then the others have a turn.
    static let batch = 64
    private let descriptor: Int32
    private let accepted: (Int32) -> Void
    private var isDraining = false

    init(_ descriptor: Int32, accepted: @escaping (Int32) -> Void) {
        self.descriptor = descriptor
        self.accepted = accepted
    }

    func handle(_ event: SocketEvent, on socket: Socket) -> Verdict {
        switch event {
        case .readable: if !isDraining { acceptWaiting(socket) }
        case .timer: socket.resumeReading()
        default: break
        }
        return .carryOn
    }

    func drain(_ socket: Socket) {
        isDraining = true
        socket.abandon()
    }

    private func acceptWaiting(_ socket: Socket) {
        for _ in 0..<Self.batch {
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else {
                if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) {
                    // The one who waits stays readable; look again when descriptors may have become free.
                    socket.pauseReading()
                    socket.setTimer(.milliseconds(100))
                }
                return
            }
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            _ = ListeningSocket.setOption(TCP_NODELAY, of: connection, at: Int32(IPPROTO_TCP))
            accepted(connection)
        }
    }
}
