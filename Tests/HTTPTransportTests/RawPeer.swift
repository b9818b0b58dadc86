import Glibc
import LoopThreads
import Testing

/// A TCP peer on 127.0.0.1 that does as it is told, however wrong: for what a proper server would never do.
final class RawPeer: Sendable {
    let port: Int
    private let listener: Int32

    /// Calls `serve` for every connection, each on a thread of its own; the connection is closed when it returns.
    init(_ serve: @escaping @Sendable (RawConnection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        port = try Self.bind(listener)
        try #require(listen(listener, 128) == 0)
        self.listener = listener
        try LoopThread.start("raw peer") {
            var number = 0
            while case let descriptor = accept(listener, nil, nil), descriptor >= 0 {
                number += 1
                let connection = RawConnection(number: number, descriptor: descriptor)
                try? LoopThread.start("raw connection") {
                    serve(connection)
                    close(descriptor)
                }
            }
            close(listener)
        }
    }

    /// A peer that reads one head and answers with `text`, then closes.
    convenience init(answering text: String) throws {
        try self.init { connection in
            _ = connection.readHead()
            connection.write(text)
        }
    }

    /// Ends the wait for connections; those that are open go on.
    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    var url: String { "http://127.0.0.1:\(port)/" }

    private static func bind(_ listener: Int32) throws -> Int {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe Glibc.bind(listener, generic, length) | getsockname(listener, generic, &length)
            }
        }
        try #require(code == 0)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// One connection to a ``RawPeer``, used on its own thread.
struct RawConnection: Sendable {
    /// Counts from 1 in the order they came.
    let number: Int
    fileprivate let descriptor: Int32

    /// The lines up to the empty one; nothing when the other side has closed.
    func readHead() -> [String]? {
        var bytes: [UInt8] = []
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard let byte = readByte() else { return nil }
            bytes.append(byte)
        }
        return String(decoding: bytes.dropLast(4), as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    /// Reads `count` bytes of a body.
    func skip(_ count: Int) {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var left = count
        while left > 0, case let length = unsafe Glibc.read(descriptor, &buffer, min(left, buffer.count)), length > 0 {
            left -= length
        }
    }

    /// Returns false when the other side has closed.
    @discardableResult func write(_ text: String) -> Bool { write([UInt8](text.utf8)) }

    @discardableResult func write(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
    }

    /// Returns when the other side closes.
    func waitForEnd() {
        while readByte() != nil {}
    }

    private func readByte() -> UInt8? {
        var byte: UInt8 = 0
        return unsafe Glibc.read(descriptor, &byte, 1) == 1 ? byte : nil
    }
}
