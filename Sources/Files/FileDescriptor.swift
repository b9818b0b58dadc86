import Glibc

/// Owns one open file: closed when this value goes away, never shared by two owners.
struct FileDescriptor: ~Copyable, Sendable {
    let number: Int32
    /// Only for errors.
    let path: String

    /// Opens `path`; a process that we start never inherits it.
    init(opening path: String, _ flags: Int32, permissions: UInt32 = 0, for operation: String) throws(FileError) {
        let number = retryingWhenInterrupted { unsafe Int(open(path, flags | O_CLOEXEC, mode_t(permissions))) }
        guard number >= 0 else { throw FileError(operation, path) }
        self.init(owning: Int32(number), path: path)
    }

    /// Takes over a descriptor that is open already, or -1 for none: every use of that fails with `EBADF`.
    init(owning number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    deinit { close(number) }

    /// Writes all of `bytes`, in as many calls as the system needs; on an error a part may be written.
    func write(_ bytes: some Collection<UInt8>) throws(FileError) {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = retryingWhenInterrupted {
                unsafe rest.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
            }
            guard count >= 0 else { throw FileError("write", path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Adds at most `count` bytes to `bytes`.
    ///
    /// - Returns: Whether there was anything left to read.
    func read(atMost count: Int, into bytes: inout [UInt8]) throws(FileError) -> Bool {
        var failed = false
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            let got = retryingWhenInterrupted { unsafe Glibc.read(number, buffer.baseAddress, count) }
            failed = got < 0
            initialized = max(0, got)
        }
        guard !failed else { throw FileError("read", path) }
        bytes += chunk
        return !chunk.isEmpty
    }

    /// Makes the next read begin after the first `count` bytes of the file.
    func skip(_ count: Int) throws(FileError) {
        guard lseek(number, count, SEEK_SET) >= 0 else { throw FileError("read", path) }
    }

    /// Returns when everything written so far is on the disk, with the size and the dates of the file.
    func sync() throws(FileError) {
        guard retryingWhenInterrupted({ Int(fsync(number)) }) == 0 else { throw FileError("sync", path) }
    }

    /// As ``sync()``, without the dates: one write to the disk less.
    func syncData() throws(FileError) {
        guard retryingWhenInterrupted({ Int(fdatasync(number)) }) == 0 else { throw FileError("sync", path) }
    }

    func setPermissions(_ permissions: UInt32) throws(FileError) {
        guard fchmod(number, mode_t(permissions)) == 0 else { throw FileError("set the permissions of", path) }
    }

    /// Cuts off everything after the first `size` bytes.
    func truncate(to size: Int64) throws(FileError) {
        guard retryingWhenInterrupted({ Int(ftruncate(number, off_t(size))) }) == 0 else {
            throw FileError("shorten", path)
        }
    }

    func status() throws(FileError) -> stat {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw FileError("look at", path) }
        return status
    }
}

/// Calls again as long as a signal cut the call short.
func retryingWhenInterrupted(_ call: () -> Int) -> Int {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}
