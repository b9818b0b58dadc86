import Files
import Logging

/// The folder of what must survive a restart, kept from every other service as long as this lives.
///
/// A service takes it before anything else, its log included: one that is refused has touched nothing of the one that runs.
package final class StateFolder: Sendable {
    /// As it was taken.
    let path: String
    private let lock: RecordFile

    /// Takes the folder for this process.
    ///
    /// - Parameter path: Has to exist.
    /// - Throws: ``StartError`` when it cannot be written, or another service uses it.
    package init(_ path: String) throws(StartError) {
        guard Files.isWritable(folder: path) else {
            throw StartError(Self.refusal(path, owner: Files.owner(of: path), user: Files.currentUser))
        }
        let file = StateFiles(in: path).lock
        let (lock, isOurs) = try StartError.wrap("cannot lock the state folder") {
            let lock = try RecordFile(file)
            return (lock, try lock.lock())
        }
        guard isOurs else { throw StartError(Self.occupied(path, by: Self.process(in: file))) }
        try StartError.wrap("cannot lock the state folder") {
            try lock.write(Array("\(Files.currentProcess)".utf8))
        }
        self.path = path
        self.lock = lock
    }

    /// Whoever starts next must not wait until nobody holds the file any more.
    deinit { lock.unlock() }

    /// Takes away everybody else's rights on the folder, where they are ours to take.
    ///
    /// What lies in it is sealed, but who has asked when is not. A group's rights stay, for backups have them.
    ///
    /// - Parameter logger: Told of rights that are too wide.
    func narrow(_ logger: Logger) {
        guard let permissions = Files.permissions(of: path), permissions & 0o007 != 0 else { return }
        do throws(FileError) {
            try Files.setPermissions(of: path, to: permissions & 0o770)
            logger.notice("everybody could look into the state folder; no longer", metadata: ["path": "\(path)"])
        } catch {
            logger.warning(
                "everybody can look into the state folder, and that cannot be changed from here",
                metadata: ["path": "\(path)", "error": "\(error)"])
        }
    }

    /// Keeps somebody else than the service from leaving files there that it could not read, as root would.
    ///
    /// - Parameter path: Of a folder that no service may have used yet.
    /// - Throws: ``StartError`` when the service that used it last ran as another user.
    static func checkUser(of path: String) throws(StartError) {
        let owner = Files.owner(of: StateFiles(in: path).lock)
        if let refusal = stranger(path, owner: owner, user: Files.currentUser) { throw StartError(refusal) }
    }

    /// Why this user must not write there, if so.
    static func stranger(_ path: String, owner: UInt32?, user: UInt32) -> String? {
        guard let owner, owner != user else { return nil }
        return """
            the service uses the state folder \(path) as user \(owner), and could not read what user \(user) writes there: \
            run this as user \(owner)
            """
    }

    /// Why the folder cannot be used, for whoever can change that.
    static func refusal(_ path: String, owner: UInt32?, user: UInt32) -> String {
        let beginning = "cannot write to the state folder \(path)"
        guard let owner, owner != user else { return "\(beginning): its permissions or its file system refuse that" }
        return """
            \(beginning): it belongs to user \(owner), and this process runs as user \(user). Give it to user \(user), \
            run as user \(owner), or name another folder with token_storage_path
            """
    }

    private static func occupied(_ path: String, by process: String?) -> String {
        """
        \(process.map { "process \($0)" } ?? "another process") uses the state folder \(path): stop it first, or name \
        another folder with token_storage_path
        """
    }

    /// The number that the owner of the lock has written down; as its own container counts.
    private static func process(in file: String) -> String? {
        guard let record = try? Files.read(file, limit: RecordFile.length) else { return nil }
        return String(decoding: record, as: UTF8.self).split(whereSeparator: \.isWhitespace).first.map(String.init)
    }
}
