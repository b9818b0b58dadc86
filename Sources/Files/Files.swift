import Glibc

/// Files and folders, each in one call that is done when it returns.
///
/// These calls block until the disk has answered; they are made at start, on a reload or when a grant is renewed, not
/// once per request.
package enum Files {
    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - path: May be a symbolic link.
    ///   - limit: In bytes.
    /// - Returns: The content.
    /// - Throws: ``FileError``; also when the file has more than `limit` bytes (code `EFBIG`).
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try FileDescriptor(opening: path, O_RDONLY, for: "read")
        var bytes: [UInt8] = []
        // One byte more than allowed tells a file that just fits from one that does not.
        while bytes.count <= limit {
            guard try file.read(atMost: min(65_536, limit + 1 - bytes.count), into: &bytes) else { return bytes }
        }
        throw FileError(operation: "read", path: path, code: EFBIG)
    }

    /// Reads the end of a file: all of it when it has no more than `limit` bytes, else the last `limit`.
    package static func readEnd(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try FileDescriptor(opening: path, O_RDONLY, for: "read")
        try file.skip(max(0, Int(file.status().st_size) - limit))
        var bytes: [UInt8] = []
        while bytes.count < limit {
            guard try file.read(atMost: min(65_536, limit - bytes.count), into: &bytes) else { break }
        }
        return bytes
    }

    /// Whether something of that name is there; a symbolic link to nothing is not.
    package static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }

    /// Whether `path` is a folder, or a symbolic link to one.
    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether `path` is a file with content of its own, or a symbolic link to one: no folder, device or pipe.
    package static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The number of the user that a file or folder belongs to; nothing when it cannot be found out.
    package static func owner(of path: String) -> UInt32? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_uid : nil
    }

    /// The number of the user that this process runs as.
    package static var currentUser: UInt32 { geteuid() }

    /// The number of this process.
    package static var currentProcess: Int32 { getpid() }

    /// Makes a folder, and those above it that are missing.
    ///
    /// - Parameters:
    ///   - path: Nothing happens when the folder is there already, whatever its permissions.
    ///   - permissions: Of every folder that is made, less what the process's umask takes away.
    /// - Throws: ``FileError``; code `EEXIST` when something else has the name.
    package static func createFolder(_ path: String, permissions: UInt32 = 0o700) throws(FileError) {
        guard unsafe mkdir(path, mode_t(permissions)) != 0 else { return }
        let error = FileError("make the folder", path)
        switch error.code {
        case EEXIST where isFolder(path): return
        case ENOENT where folder(of: path) != path:
            try createFolder(folder(of: path), permissions: permissions)
            guard unsafe mkdir(path, mode_t(permissions)) == 0 || isFolder(path) else {
                throw FileError("make the folder", path)
            }
        default: throw error
        }
    }

    /// Puts `bytes` in place of what the file held: afterwards, even after a power cut, it is the old content or the new,
    /// never half of either.
    ///
    /// The bytes go to a temporary file in the same folder, onto the disk, and under their name; then the folder goes onto
    /// the disk. A symbolic link is replaced, not followed.
    ///
    /// - Parameters:
    ///   - path: Its folder must exist.
    ///   - bytes: The new content.
    ///   - permissions: Of the file, whatever it had before and whatever the process's umask is.
    /// - Throws: ``FileError``; the old content is then still there, unless only the last sync, of the folder, failed.
    package static func replace(_ path: String, with bytes: [UInt8], permissions: UInt32 = 0o600) throws(FileError) {
        let temporary = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
        do throws(FileError) {
            let file = try FileDescriptor(
                opening: temporary, O_WRONLY | O_CREAT | O_EXCL, permissions: permissions, for: "create")
            try file.setPermissions(permissions)
            try file.write(bytes)
            try file.sync()
            guard unsafe Glibc.rename(temporary, path) == 0 else { throw FileError("replace", path) }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        try syncFolder(of: path)
    }

    /// Removes a file for good; one that is not there counts as removed.
    package static func remove(_ path: String) throws(FileError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
        try syncFolder(of: path)
    }

    /// Gives a file another name in the same folder, for good.
    ///
    /// Nothing is ever replaced, provided that nobody else makes a file of the new name at the same moment.
    ///
    /// - Throws: ``FileError``; code `EEXIST` when something has the new name already.
    package static func rename(_ path: String, to new: String) throws(FileError) {
        guard !exists(new) else { throw FileError(operation: "rename \(path) to", path: new, code: EEXIST) }
        guard unsafe Glibc.rename(path, new) == 0 else { throw FileError("rename", path) }
        try syncFolder(of: new)
    }

    /// The names in a folder, sorted, without `.` and `..`.
    package static func list(_ folder: String) throws(FileError) -> [String] {
        guard let stream = unsafe opendir(folder) else { throw FileError("list", folder) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The folder that `path` is in; `.` for a bare name.
    package static func folder(of path: String) -> String {
        guard let end = path.lastIndex(where: { $0 != "/" }) else { return path.isEmpty ? "." : "/" }
        guard let slash = path[...end].lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Without this a new name may be gone after a power cut, although the content behind it is on the disk.
    static func syncFolder(of path: String) throws(FileError) {
        try FileDescriptor(opening: folder(of: path), O_RDONLY | O_DIRECTORY, for: "sync").sync()
    }
}
