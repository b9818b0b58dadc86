import Glibc

/// A call of the operating system that failed, on which file, and why.
package struct FileError: Error, Equatable, CustomStringConvertible {
    /// What was being done, in words: `read`, `sync`, `rename`.
    package var operation: String
    package var path: String
    /// The `errno` value, for callers that branch on it.
    package var code: Int32

    package init(operation: String, path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// The failure that the system just reported through `errno`; to be built before anything else is called.
    init(_ operation: String, _ path: String) {
        self.init(operation: operation, path: path, code: errno)
    }

    /// For the operator, for example `could not read /config/config.json: No such file or directory (errno 2)`.
    package var description: String { "could not \(operation) \(path): \(reason) (errno \(code))" }

    /// The words of the system for ``code``.
    package var reason: String {
        let text = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            guard let start = buffer.baseAddress, unsafe strerror_r(code, start, buffer.count) == 0 else { return "" }
            return unsafe String(cString: start)
        }
        return text.isEmpty ? "unknown error" : text
    }
}

extension FileError {
    /// Whether the system refused because of who asks.
    package var isRefusal: Bool { code == EACCES || code == EPERM }

    /// Whether it failed because there is nothing of that name.
    package var isAbsence: Bool { code == ENOENT }

    /// A file that is not there.
    package static func missing(_ path: String) -> FileError {
        FileError(operation: "read", path: path, code: ENOENT)
    }
}
