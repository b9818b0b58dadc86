import Glibc

/// Runs one blocking loop on a thread of its own, away from the threads that Swift concurrency shares out.
///
/// A C event loop, a disk sync or a read from the terminal blocks; on a shared thread it would hold up everybody.
/// `SIGPIPE` is blocked there: writing to a peer that has gone fails with `EPIPE` instead of ending the process, also
/// in libraries that write without care.
package enum LoopThread {
    /// Starts `body` on a new thread, which ends when `body` returns.
    ///
    /// - Parameters:
    ///   - name: Shown by `top -H` and debuggers; the kernel keeps the first 15 bytes.
    ///   - body: What to run; may block as long as it likes.
    /// - Throws: ``LoopThreadError`` when the system has no thread left to give.
    package static func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws(LoopThreadError) {
        let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
        var thread = pthread_t()
        let code = unsafe pthread_create(&thread, nil, { unsafe Start.run($0) }, start.toOpaque())
        guard code == 0 else {
            unsafe start.release()
            throw LoopThreadError(code: code)
        }
        pthread_detach(thread)
    }
}

/// The system refused a thread.
package struct LoopThreadError: Error, Equatable, CustomStringConvertible {
    /// The `errno` value that `pthread_create` returned.
    package let code: Int32
    package var description: String { "could not start a thread (errno \(code))" }
}

/// What the new thread is handed through C.
private final class Start: Sendable {
    private let name: String
    private let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }

    static func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let pointer = unsafe pointer else { return nil }
        let start = unsafe Unmanaged<Start>.fromOpaque(pointer).takeRetainedValue()
        // Glibc hides pthread_setname_np behind _GNU_SOURCE, and prctl is variadic: the name goes in through /proc.
        if let file = unsafe fopen("/proc/thread-self/comm", "w") {
            _ = unsafe fputs(String(start.name.utf8.prefix(15)), file)
            _ = unsafe fclose(file)
        }
        blockBrokenPipeSignal()
        start.body()
        return nil
    }

    private static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
