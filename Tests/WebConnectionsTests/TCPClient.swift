import Glibc
import LoopThreads
import Synchronization

/// A TCP connection that says exactly the bytes a test gives it, for half requests and rude peers.
final class TCPClient: Sendable {
    private let descriptor: Int32
    private let unread = Mutex<[UInt8]>([])

    init(port: Int) throws {
        let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        descriptor = opened
        guard unsafe withLoopbackAddress(port: port, { unsafe connect(opened, $0, $1) }) == 0 else {
            throw TCPError(code: errno)
        }
        setPatience(opened)
    }

    /// Takes over an accepted connection.
    init(accepted: Int32) {
        descriptor = accepted
        setPatience(accepted)
    }

    deinit { _ = close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw TCPError(code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Says that nothing more will be sent, and goes on reading.
    func endSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Exactly `count` bytes; fewer when the peer closed before.
    func read(_ count: Int) async throws -> [UInt8] {
        try await read { $0.count >= count ? count : nil }
    }

    /// Everything up to and with `end`; all there is when the peer closed before.
    func read(through end: String) async throws -> String {
        let end = Array(end.utf8)
        let bytes = try await read { bytes in
            bytes.firstRange(of: end).map { bytes.distance(from: 0, to: $0.upperBound) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// True once the peer has closed; an unread byte makes it false.
    func isClosed() async throws -> Bool { try await read(1).isEmpty }

    /// Whether bytes, or the end, wait to be read.
    var hasSomethingToRead: Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, 0) > 0
    }

    /// Passes on everything that comes, until it ends.
    func copyAll(to other: TCPClient) async throws {
        try await onThread { [self] in
            var piece = unread.withLock { $0 }
            repeat {
                try other.send(piece)
                piece = try receive()
            } while !piece.isEmpty
            other.endSending()
        }
    }

    /// Sends until nothing more is taken for half a second, `maximum` bytes at most, and tells how many were.
    func sendUntilHeldBack(_ bytes: [UInt8], maximum: Int) async throws -> Int {
        try await onThread { [self] in
            var limit = timeval(tv_sec: 0, tv_usec: 500_000)
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            var sent = 0
            while sent < maximum {
                let count = unsafe bytes.withUnsafeBytes {
                    unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { break }
                sent += count
            }
            return sent
        }
    }

    private func read(while isEnough: @escaping @Sendable ([UInt8]) -> Int?) async throws -> [UInt8] {
        try await onThread { [self] in
            var bytes = unread.withLock { $0 }
            var end = isEnough(bytes)
            while end == nil {
                let piece = try receive()
                if piece.isEmpty { break }
                bytes += piece
                end = isEnough(bytes)
            }
            let count = end ?? bytes.count
            unread.withLock { [bytes] in $0 = Array(bytes.dropFirst(count)) }
            return Array(bytes.prefix(count))
        }
    }

    private func receive() throws -> [UInt8] {
        var failure: Int32 = 0
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            let received = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if received < 0 { failure = errno }
            count = max(0, received)
        }
        // A reset is an end too.
        guard failure == 0 || failure == ECONNRESET else { throw TCPError(code: failure) }
        return piece
    }
}

/// Listens without ever being told to be polite.
final class TCPListener: Sendable {
    let port: Int
    private let descriptor: Int32

    init() throws {
        let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        descriptor = opened
        guard unsafe withLoopbackAddress(port: 0, { unsafe bind(opened, $0, $1) }) == 0, listen(opened, 8) == 0
        else { throw TCPError(code: errno) }
        setPatience(opened)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getsockname(opened, $0, &length) }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { _ = close(descriptor) }

    func accept() async throws -> TCPClient {
        try await onThread { [self] in
            let connection = Glibc.accept(descriptor, nil, nil)
            guard connection >= 0 else { throw TCPError(code: errno) }
            return TCPClient(accepted: connection)
        }
    }
}

struct TCPError: Error { var code: Int32 }

/// Runs what blocks away from the threads that all tests share.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        do {
            try LoopThread.start("test") { continuation.resume(with: Result(catching: body)) }
        } catch { continuation.resume(throwing: error) }
    }
}

/// A peer that says nothing for 20 seconds fails the test instead of hanging it.
private func setPatience(_ descriptor: Int32) {
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
}

private func withLoopbackAddress(port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}
