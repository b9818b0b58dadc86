import CCurl
import Glibc

/// A file that exists in memory only, for as long as this object: for libraries that insist on a path.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man2/memfd_create.2.html>
final class MemoryFile: Sendable {
    private let descriptor: Int32

    /// Nothing when the system has no room for it; `name` is shown in `/proc`.
    init?(named name: String, _ bytes: [UInt8]) {
        descriptor = unsafe ccurl_memory_file(name)
        guard descriptor >= 0 else { return nil }
        let written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count else { return nil }
    }

    deinit { close(descriptor) }

    /// Every opening reads from the start.
    var path: String { "/proc/self/fd/\(descriptor)" }
}
