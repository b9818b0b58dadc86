package import Cryptography
import Files
import FoundationEssentials

/// A folder of sealed files, one for each thing that must outlive the process and must not be read by others.
///
/// A file begins with a line that names its format, and goes on with what a ``SealingKey`` made; format and name are bound
/// to the content, so that a file renamed to another entry does not open. What cannot be opened is never overwritten: a
/// mistyped key must not cost the grant. Calls wait for the disk.
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

        package var description: String { text }
    }

    /// Where the key of a vault comes from.
    package enum KeySource: Sendable, Equatable {
        case given
        /// Made by the vault itself and kept beside what it seals: whoever reads the folder reads both.
        case file(String)
    }

    private static let header = Array("steward-vault-1\n".utf8)
    private static let suffix = ".sealed"
    private static let maximumSize = 64 << 10

    /// For the operator to know.
    package let keySource: KeySource
    private let folder: String
    private let keys: [SealingKey]

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
        if keys.isEmpty {
            let file = VaultKeyFile(path: Self.keyFile(in: folder))
            self.keys = [try file.exists ? file.read() : Self.newKey(in: file, beside: folder)]
            keySource = .file(file.path)
        } else {
            self.keys = keys
            keySource = .given
        }
    }

    /// Where a vault without given keys keeps its own.
    package static func keyFile(in folder: String) -> String { folder + "/vault.key" }

    /// The entries there are, in order.
    package func names() throws(VaultError) -> [Name] { try Self.names(in: folder) }

    /// What was stored as `name`, or nothing when nothing was.
    ///
    /// - Throws: ``VaultError`` with code `.unreadable` when no key opens it.
    package func read(_ name: Name) throws(VaultError) -> [UInt8]? {
        let path = path(of: name)
        guard Files.exists(path) else { return nil }
        let file = try VaultError.wrap(path) { () throws(FileError) in
            try Files.read(path, limit: Self.maximumSize)
        }
        guard file.starts(with: Self.header) else { throw VaultError(.unknownFormat, path) }
        let sealed = Array(file.dropFirst(Self.header.count))
        for key in keys {
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
        guard let key = keys.first, let sealed = try? key.seal(content, context: context(of: name)),
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
        do throws(CryptographyError) {
            return try keys.map { key throws(CryptographyError) in try key.derived(for: purpose) }
        } catch {
            throw VaultError(.cannotSeal, folder)
        }
    }

    /// What was sealed already would not open with a new key, so there is one only for an empty vault.
    private static func newKey(in file: VaultKeyFile, beside folder: String) throws(VaultError) -> SealingKey {
        guard try names(in: folder).isEmpty else { throw VaultError(.keyMissing, file.path) }
        return try file.create()
    }

    private static func names(in folder: String) throws(VaultError) -> [Name] {
        try VaultError.wrap(folder) { () throws(FileError) in try Files.list(folder) }
            .filter { $0.hasSuffix(suffix) }.compactMap { Name(String($0.dropLast(suffix.count))) }
    }

    private func path(of name: Name) -> String { "\(folder)/\(name.text)\(Self.suffix)" }

    private func context(of name: Name) -> [UInt8] { Self.header + Array(name.text.utf8) }
}
