import Files

/// The files that variables ending in `_FILE` point to.
enum SecretFile {
    /// In bytes.
    private static let limit = 64 << 10

    /// The whole file as text.
    static func read(_ path: String) throws -> String {
        String(decoding: try Files.read(path, limit: limit), as: UTF8.self)
    }
}
