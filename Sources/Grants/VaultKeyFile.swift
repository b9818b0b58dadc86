import Cryptography
import Files
import FoundationEssentials

/// The key that a vault made for itself: one line of base64 that only the owner can read.
struct VaultKeyFile {
    let path: String

    var exists: Bool { Files.exists(path) }

    /// Makes a new key and writes it down.
    func create() throws(VaultError) -> SealingKey {
        guard let bytes = try? Random.bytes(SealingKey.length), let key = try? SealingKey(bytes) else {
            throw VaultError(.cannotSeal, path)
        }
        let line = Data(bytes).base64EncodedString() + "\n"
        try VaultError.wrap(path) { () throws(FileError) in try Files.replace(path, with: Array(line.utf8)) }
        return key
    }

    func read() throws(VaultError) -> SealingKey {
        let content = try VaultError.wrap(path) { () throws(FileError) in try Files.read(path, limit: 1024) }
        let line = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined()
        guard let bytes = Data(base64Encoded: line), let key = try? SealingKey(Array(bytes)) else {
            throw VaultError(.badKey, path)
        }
        return key
    }
}
