import Cryptography
import Files
import FoundationEssentials

/// The keys that a vault made for itself, each on a line of base64, that only the owner can read.
///
/// There is one, but for the moment of a rotation: then the first is the new one.
struct VaultKeyFile: Sendable {
    let path: String

    var exists: Bool { Files.exists(path) }

    /// Draws a new key.
    func draw() throws(VaultError) -> [UInt8] {
        do throws(CryptographyError) { return try Random.bytes(SealingKey.length) } catch {
            throw VaultError(.cannotSeal, path)
        }
    }

    /// Puts these keys in place of those that are there.
    func write(_ keys: [[UInt8]]) throws(VaultError) {
        let text = keys.map { Data($0).base64EncodedString() + "\n" }.joined()
        try VaultError.wrap(path) { () throws(FileError) in try Files.replace(path, with: Array(text.utf8)) }
    }

    /// The keys, of which there is at least one.
    func read() throws(VaultError) -> [[UInt8]] {
        let content = try VaultError.wrap(path) { () throws(FileError) in try Files.read(path, limit: 1024) }
        let lines = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let keys = lines.compactMap { Data(base64Encoded: String($0)).map([UInt8].init) }
        guard !keys.isEmpty, keys.count == lines.count, keys.allSatisfy({ $0.count == SealingKey.length }) else {
            throw VaultError(.badKey, path)
        }
        return keys
    }
}
