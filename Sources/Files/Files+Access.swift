import Glibc

/// Who may do what with a file or a folder.
extension Files {
    /// The nine permission bits; nothing when they cannot be found out.
    package static func permissions(of path: String) -> UInt32? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    /// Gives a file or folder other permissions.
    ///
    /// - Parameters:
    ///   - path: Has to belong to the user of this process.
    ///   - permissions: The nine bits.
    /// - Throws: ``FileError``.
    package static func setPermissions(of path: String, to permissions: UInt32) throws(FileError) {
        guard unsafe chmod(path, mode_t(permissions)) == 0 else { throw FileError("set the permissions of", path) }
    }

    /// Whether this process may make and remove files in the folder, as far as its permissions and its mount say.
    package static func isWritable(folder: String) -> Bool { unsafe access(folder, W_OK | X_OK) == 0 }
}
