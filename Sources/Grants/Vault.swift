package import Cryptography
package import Files
import FoundationEssentials

/// A folder of sealed files, one for each thing that must outlive the process and must not be read by others.
///
/// A file begins with a line that names its format, and goes on with what a ``SealingKey`` made; format and name are bound
/// to the content, so that a file renamed to another entry does not open. What cannot be opened is never overwritten: a
/// mistyped key must not cost the grant. Calls wait for the disk.
///
/// Several processes may use the same folder: entries are replaced whole, and whoever writes what depends on what was there
/// does both in ``exclusively(_:)``.
package struct Vault: Sendable {
    /// What an entry is called: lower-case letters, digits and hyphens, at most 64.
    package struct Name: Hashable, Sendable, CustomStringConvertible {
        package let text: String

        /// Refuses anything that could name a file elsewhere.
        package init?(_ text: String) {
            let isAllowed = text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
            guard isAllowed, (1...64).contains(text.utf8.count) else { return nil }
            self.text = text
        }

        private init(known text: String) { self.text = text }

        /// The grant that recordings are read with.
        package static let complianceOfficer = Self(known: "compliance-officer")
        /// What the bot before this one left, until a grant has come of it.
        package static let originalToken = Self(known: "original-token")

        package var description: String { text }
    }

    /// Where the key of a vault comes from.
    package enum KeySource: Sendable, Equatable {
        case given
        /// Made by the vault itself and kept beside what it seals: whoever reads the folder reads both.
        case file(String)
    }

    /// Where the keys are.
    enum Keys: Sendable {
        case given([SealingKey])
        /// Read each time: another process may have rotated them.
        case file(VaultKeyFile)
    }

    private static let header = Array("steward-vault-1\n".utf8)
    private static let anyVersion = Array("steward-vault-".utf8)
    static let suffix = ".sealed"
    private static let maximumSize = 64 << 10

    /// For the operator to know.
    package let keySource: KeySource
    private let folder: String
    let keys: Keys

    /// Opens the vault in `folder`, which is made when it is missing.
    ///
    /// - Parameters:
    ///   - folder: Nobody else should have rights on it.
    ///   - keys: The first seals, every one opens. When there is none, the vault keeps a key file of its own.
    /// - Throws: ``VaultError`` when the folder or the key file cannot be used.
    package init(folder: String, keys: [SealingKey]) throws(VaultError) {
        self.folder = folder
        try VaultError.wrap(folder) { () throws(FileError) in
            if !Files.isFolder(folder) { try Files.createFolder(folder) }
        }
        guard keys.isEmpty else {
            (self.keys, keySource) = (.given(keys), .given)
            return
        }
        let file = VaultKeyFile(path: Self.keyFile(in: folder))
        (self.keys, keySource) = (.file(file), .file(file.path))
        if !file.exists { try exclusively { () throws(VaultError) in try makeKey(in: file) } }
        _ = try file.read()
    }

    /// Where a vault without given keys keeps its own.
    package static func keyFile(in folder: String) -> String { folder + "/vault.key" }

    /// The entries there are, in order.
    package func names() throws(VaultError) -> [Name] {
        try VaultError.wrap(folder) { () throws(FileError) in try Files.list(folder) }
            .filter { $0.hasSuffix(Self.suffix) }.compactMap { Name(String($0.dropLast(Self.suffix.count))) }
    }

    /// What tells one state of an entry from the next without opening it.
    ///
    /// - Returns: Nothing when there is no such entry.
    /// - Throws: ``VaultError`` when that cannot be found out.
    package func stamp(_ name: Name) throws(VaultError) -> FileStamp? {
        let path = path(of: name)
        do throws(FileError) { return try Files.stamp(path) } catch {
            // Without the folder nobody knows what was in it.
            if error.isAbsence, Files.isFolder(folder) { return nil }
            throw VaultError(.fileFailure(error), path)
        }
    }

    /// Does `work` while no other process, and nobody else in this one, does work of this kind on the same folder.
    ///
    /// - Parameter work: Takes milliseconds, and must not call this method again.
    /// - Returns: What `work` returns.
    /// - Throws: ``VaultError``, also when the folder cannot be locked.
    package func exclusively<Output>(_ work: () throws(VaultError) -> Output) throws(VaultError) -> Output {
        let path = folder + "/vault.lock"
        let lock = try VaultError.wrap(path) { () throws(FileError) in try FileLock(waitingFor: path) }
        return try withExtendedLifetime(lock) { () throws(VaultError) in try work() }
    }

    /// What was stored as `name`, or nothing when nothing was.
    ///
    /// - Throws: ``VaultError`` with code `.unreadable` when no key opens it.
    package func read(_ name: Name) throws(VaultError) -> [UInt8]? {
        do throws(VaultError) { return try open(name) } catch {
            // Sealed anew with new keys between the reading of the file and of the keys.
            guard case .file = keys, error.code == .unreadable else { throw error }
            return try open(name)
        }
    }

    private func open(_ name: Name) throws(VaultError) -> [UInt8]? {
        let path = path(of: name)
        guard try stamp(name) != nil else { return nil }
        let file = try VaultError.wrap(path) { () throws(FileError) in
            try Files.read(path, limit: Self.maximumSize)
        }
        guard file.starts(with: Self.header) else {
            throw VaultError(Self.isOfLaterVersion(file) ? .newerVersion : .unknownFormat, path)
        }
        let sealed = Array(file.dropFirst(Self.header.count))
        for key in try sealingKeys() {
            if let content = try? key.open(sealed, context: context(of: name)) { return content }
        }
        throw VaultError(.unreadable, path)
    }

    /// Seals `content` with the first key and stores it as `name`, on disk when this returns.
    ///
    /// - Parameters:
    ///   - content: At most 60 KiB.
    ///   - name: An entry of that name is replaced, unless it cannot be opened.
    /// - Throws: ``VaultError``; what was stored before is then still there.
    package func write(_ content: [UInt8], as name: Name) throws(VaultError) {
        let path = path(of: name)
        _ = try read(name)
        guard let key = try sealingKeys().first, let sealed = try? key.seal(content, context: context(of: name)),
            Self.header.count + sealed.count <= Self.maximumSize
        else { throw VaultError(.cannotSeal, path) }
        try VaultError.wrap(path) { () throws(FileError) in try Files.replace(path, with: Self.header + sealed) }
    }

    /// Removes the entry called `name`, if there is one.
    package func remove(_ name: Name) throws(VaultError) {
        let path = path(of: name)
        guard Files.exists(path) else { return }
        try VaultError.wrap(path) { () throws(FileError) in try Files.remove(path) }
    }

    /// Keys for another purpose.
    ///
    /// - Parameter purpose: Different for each use.
    /// - Returns: One from each key of the vault, in their order.
    /// - Throws: ``VaultError`` with code `.cannotSeal` when they cannot be derived.
    package func keys(for purpose: String) throws(VaultError) -> [[UInt8]] {
        let keys = try sealingKeys()
        do throws(CryptographyError) {
            return try keys.map { key throws(CryptographyError) in try key.derived(for: purpose) }
        } catch {
            throw VaultError(.cannotSeal, folder)
        }
    }

    /// What was sealed already would not open with a new key, so there is one only for an empty vault.
    private func makeKey(in file: VaultKeyFile) throws(VaultError) {
        // Another process may have been quicker.
        if file.exists { return }
        guard try names().isEmpty else { throw VaultError(.keyMissing, file.path) }
        try file.write([file.draw()])
    }

    private func sealingKeys() throws(VaultError) -> [SealingKey] {
        switch keys {
        case .given(let keys): return keys
        case .file(let file):
            return try file.read().map { bytes throws(VaultError) in
                do throws(CryptographyError) { return try SealingKey(bytes) } catch {
                    throw VaultError(.badKey, file.path)
                }
            }
        }
    }

    private static func isOfLaterVersion(_ file: [UInt8]) -> Bool {
        let number = file.dropFirst(anyVersion.count).prefix(8).prefix { $0 != UInt8(ascii: "\n") }
        return file.starts(with: anyVersion) && (Int(String(decoding: number, as: UTF8.self)) ?? 0) > 1
    }

    private func path(of name: Name) -> String { "\(folder)/\(name.text)\(Self.suffix)" }

    private func context(of name: Name) -> [UInt8] { Self.header + Array(name.text.utf8) }
}
