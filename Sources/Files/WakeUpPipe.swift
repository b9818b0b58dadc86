import Glibc

/// Wakes a thread that waits in `poll`: what is signalled once stays signalled.
final class WakeUpPipe: Sendable {
    private let readEnd: FileDescriptor
    private let writeEnd: FileDescriptor

    init() throws(FileError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw FileError("make", "a pipe") }
        readEnd = FileDescriptor(owning: ends[0], path: "a pipe")
        writeEnd = FileDescriptor(owning: ends[1], path: "a pipe")
    }

    /// Readable once ``signal()`` was called.
    var reader: Int32 { readEnd.number }

    func signal() {
        // Both ends are open as long as this object is, and a pipe takes far more signals than anybody sends.
        try? writeEnd.write([0])
    }
}
