package import Files

/// What could not be read from or written to the vault; nothing was overwritten.
package struct VaultError: Error, Equatable, CustomStringConvertible {
    /// What to branch on.
    package enum Code: Sendable, Equatable {
        /// None of the keys opens the file: another key sealed it, or it was changed.
        case unreadable
        /// The file is none of ours, or the end of it is missing.
        case unknownFormat
        /// A later version of this program sealed it.
        case newerVersion
        /// No key is given and the key file is missing although sealed files are there, so a new key would not open them.
        case keyMissing
        /// The key file does not hold 32 bytes in base64.
        case badKey
        /// No key, no random bytes, or more than a file may hold.
        case cannotSeal
        /// The operating system refused.
        case fileFailure(FileError)
    }

    package var code: Code
    /// Which file or folder.
    package var path: String

    package init(_ code: Code, _ path: String) {
        self.code = code
        self.path = path
    }

    /// For the operator, with what to do about it.
    package var description: String {
        switch code {
        case .unreadable:
            """
            \(path) does not open: it was sealed with another key, or changed since. Add the key that sealed it to \
            STEWARD_KEY, or restore the file; or remove it and authorize again
            """
        case .unknownFormat:
            "\(path) is no sealed file, or was cut off: restore it, or remove it and authorize again"
        case .newerVersion: "\(path) was sealed by a later version of Steward: use that one"
        case .keyMissing:
            """
            STEWARD_KEY is not set, there is no \(path), and sealed files are there. Set STEWARD_KEY to the key that sealed \
            them (where it stands in .env: set -a; . ./.env; set +a), or restore the key file; if the key is lost, remove \
            the sealed files and authorize again
            """
        case .badKey: "\(path) does not hold a key: restore it, or remove it with the sealed files beside it"
        case .cannotSeal: "\(path) could not be sealed"
        case .fileFailure(let error): "\(error)"
        }
    }
}

extension VaultError {
    static func wrap<Value>(_ path: String, _ body: () throws(FileError) -> Value) throws(VaultError) -> Value {
        do { return try body() } catch { throw VaultError(.fileFailure(error), path) }
    }
}
