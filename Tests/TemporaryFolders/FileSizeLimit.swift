import Glibc

/// How large a file of this process may be once a test has said so; a sparse one reaches that without filling a disk.
package enum FileSizeLimit {
    /// In bytes; nobody but a test of the limit writes that much.
    package static let size = 1 << 40

    /// Has whatever would make a file larger fail with `EFBIG`, in the whole process and from now on.
    package static func begin() throws {
        signal(SIGXFSZ, SIG_IGN)
        var limits = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        guard unsafe getrlimit(resource, &limits) == 0 else { throw NotLimited(code: errno) }
        limits.rlim_cur = rlim_t(size)
        guard unsafe setrlimit(resource, &limits) == 0 else { throw NotLimited(code: errno) }
    }

    private struct NotLimited: Error { var code: Int32 }
}
