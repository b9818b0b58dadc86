import Glibc

/// Looking at files without touching them.
extension Files {
    /// Whether this process may write to what is there.
    package static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

    /// How many bytes this process can still write to the file system of `path`; nothing when nobody tells.
    package static func freeSpace(of path: String) -> Int64? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    /// Which process keeps others from the file, as the kernel lists it, for those who may not try the lock themselves.
    ///
    /// - Returns: Its number in this container; nothing when nobody does, or it runs in another one.
    /// - SeeAlso: proc_locks(5)
    package static func lockHolder(of path: String) -> Int32? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, let bytes = try? read("/proc/locks", limit: 1 << 20) else { return nil }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            // `1: FLOCK ADVISORY WRITE 4711 08:01:1234 0 EOF`; a waiting one has an arrow in front of its kind.
            guard words.count == 8, words[1] == "FLOCK", words[5].split(separator: ":").last == "\(status.st_ino)",
                let process = Int32(words[4]), process > 0
            else { continue }
            return process
        }
        return nil
    }
}
