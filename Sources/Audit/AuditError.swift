import Cryptography
package import Files

/// The audit log could not be opened, written or read.
package struct AuditError: Error, Equatable, CustomStringConvertible {
    /// What to branch on.
    package enum Code: Sendable, Equatable {
        /// What the disk said.
        case fileFailure(FileError)
        /// As `fileFailure`, because the file or its folder is somebody else's; users by their numbers.
        case notPermitted(FileError, owner: UInt32, user: UInt32)
        /// Another process writes to the log; its number where that is known, as its own container counts.
        case inUse(process: Int?)
        /// A later version of this program wrote the log.
        case newerVersion(Int)
        /// There are lines, and the head that vouches for them is gone.
        case headMissing
        /// None of the keys fits the head.
        case otherKey
        /// The log is to be written without any key, or OpenSSL failed.
        case cannotSign
    }

    package let code: Code
    /// The file that it is about.
    package let path: String

    package init(_ code: Code, _ path: String) {
        self.code = code
        self.path = path
    }

    /// The failure of a file, with whose it is where that is the reason.
    package init(_ cause: FileError) {
        path = cause.path
        code = .fileFailure(cause)
    }

    /// For the operator, with what to do about it; the requester is only told to come back later.
    package var description: String { "audit log: \(reason)" }

    private var reason: String {
        switch code {
        case .fileFailure(let cause): "\(cause)"
        case .notPermitted(let cause, let owner, let user):
            "\(cause): it belongs to user \(owner), and this process runs as user \(user); "
                + "give it to user \(user), or name another place for the audit log"
        case .inUse(let process?): "process \(process) writes to \(path): one process at a time may"
        case .inUse(nil): "another process writes to \(path): one process at a time may"
        case .newerVersion(let version):
            "\(path) has format \(version), which a later version of Steward writes: use that one, "
                + "or name another place for the audit log"
        case .headMissing:
            "\(path) is missing or empty, and a log is there: restore it, or move the files of the log away "
                + "to begin a new one"
        case .otherKey:
            "\(path) was written under another key, or changed: add the key from before to STEWARD_KEY, after the "
                + "new one, or move the files of the log away to begin a new one"
        case .cannotSign: "\(path) cannot be signed"
        }
    }
}

extension AuditError {
    /// Does `work` on files; a refusal tells whose file it is.
    static func wrap<Value: ~Copyable>(_ work: () throws(FileError) -> Value) throws(AuditError) -> Value {
        do { return try work() } catch { throw AuditError(explaining: error) }
    }

    /// Does `work` with keys.
    static func wrap<Value>(_ path: String, _ work: () throws(CryptographyError) -> Value) throws(AuditError) -> Value {
        do { return try work() } catch { throw AuditError(.cannotSign, path) }
    }

    private init(explaining cause: FileError) {
        let user = Files.currentUser
        guard cause.isRefusal, let owner = Files.owner(of: cause.path) ?? Files.owner(of: Files.folder(of: cause.path)),
            owner != user
        else {
            self.init(cause)
            return
        }
        self.init(.notPermitted(cause, owner: owner, user: user), cause.path)
    }
}
