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
        guard let name = kernelName(of: path), let locks = try? read("/proc/locks", limit: 1 << 20) else { return nil }
        return lockHolder(of: name, in: String(decoding: locks, as: UTF8.self))
    }

    /// The same in a list of all locks, for a file by its name there: `08:01:1234`.
    static func lockHolder(of name: String, in locks: String) -> Int32? {
        for line in locks.split(separator: "\n") {
            let words = line.split(separator: " ")
            // `1: FLOCK ADVISORY WRITE 4711 08:01:1234 0 EOF`; a waiting one has an arrow in front of its kind.
            guard words.count == 8, words[1] == "FLOCK", words[5] == name, let process = Int32(words[4]), process > 0
            else { continue }
            return process
        }
        return nil
    }

    /// What the kernel calls the file in its lists: the device in hexadecimal digits, and the inode.
    ///
    /// The device is that of the mount: some file systems tell whoever asks about the file another one.
    ///
    /// - SeeAlso: proc_pid_fdinfo(5), proc_pid_mountinfo(5)
    private static func kernelName(of path: String) -> String? {
        guard let file = try? FileDescriptor(opening: path, namingOnly, for: "open"),
            let facts = try? read("/proc/self/fdinfo/\(file.number)", limit: 1 << 16),
            let mounts = try? read("/proc/self/mountinfo", limit: 1 << 20), let status = try? file.status()
        else { return nil }
        let mount = words(in: facts).first { $0.first == "mnt_id:" }?.last
        // `36 35 98:0 /mnt1 /mnt2 rw,noatime - ext3 /dev/root rw`
        let device = words(in: mounts).first { $0.count > 2 && $0[0] == mount }?[2]
        guard let numbers = device?.split(separator: ":").compactMap({ UInt32($0) }), numbers.count == 2 else {
            return nil
        }
        let digits = numbers.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return "\(digits[0]):\(digits[1]):\(status.st_ino)"
    }

    /// `O_PATH`, which Swift does not import: what is opened so need not be readable, and is not touched.
    private static let namingOnly: Int32 = 0o10_000_000

    private static func words(in bytes: [UInt8]) -> [[Substring]] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
    }
}
