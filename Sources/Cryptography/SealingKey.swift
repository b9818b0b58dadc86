import COpenSSL

/// Seals messages with AES-256-GCM, so that only its holder can read them and nobody can change them unseen.
///
/// What is sealed is laid out as a random nonce of 12 bytes, the encrypted message and a tag of 16 bytes.
package struct SealingKey: Sendable {
    /// The length of a key in bytes.
    package static let length = 32
    private static let nonceLength = 12
    private static let tagLength = 16

    private let bytes: [UInt8]

    /// Takes 32 random bytes as a key.
    ///
    /// - Throws: ``CryptographyError`` with code `.wrongKeyLength` for any other number of them.
    package init(_ bytes: [UInt8]) throws(CryptographyError) {
        guard bytes.count == Self.length else { throw CryptographyError(.wrongKeyLength, "take a sealing key") }
        self.bytes = bytes
    }

    /// Seals `message`; two seals of the same message differ.
    ///
    /// - Parameters:
    ///   - message: Of any length, none included.
    ///   - context: What the message belongs to; not part of the result, but opening takes the same context again.
    /// - Returns: The sealed message, 28 bytes longer than `message`.
    /// - Throws: ``CryptographyError`` with code `.libraryFailure`.
    package func seal(_ message: [UInt8], context: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let nonce = try Random.bytes(Self.nonceLength)
        let cipher = try CipherContext("seal")
        try cipher.begin(.sealing, key: bytes, nonce: nonce)
        try cipher.bind(context)
        let encrypted = try cipher.process(message)
        try cipher.finish()
        return nonce + encrypted + (try cipher.tag(length: Self.tagLength))
    }

    /// A key for another purpose, which tells nothing of this one.
    ///
    /// - Parameter purpose: Different for each use.
    /// - Returns: 32 bytes, the same ones for the same purpose.
    /// - Throws: ``CryptographyError`` with code `.libraryFailure`.
    package func derived(for purpose: String) throws(CryptographyError) -> [UInt8] {
        try Digest.derive(Self.length, from: bytes, for: purpose)
    }

    /// Opens what ``seal(_:context:)`` made under this key and this context.
    ///
    /// - Throws: ``CryptographyError`` with code `.notAuthentic` when key or context differ or any bit was changed.
    package func open(_ sealed: [UInt8], context: [UInt8]) throws(CryptographyError) -> [UInt8] {
        guard sealed.count >= Self.nonceLength + Self.tagLength else { throw CryptographyError(.notAuthentic, "open") }
        let cipher = try CipherContext("open")
        try cipher.begin(.opening, key: bytes, nonce: Array(sealed.prefix(Self.nonceLength)))
        try cipher.expect(tag: Array(sealed.suffix(Self.tagLength)))
        try cipher.bind(context)
        let message = try cipher.process(Array(sealed.dropFirst(Self.nonceLength).dropLast(Self.tagLength)))
        do { try cipher.finish() } catch { throw CryptographyError(.notAuthentic, "open") }
        return message
    }
}

extension SealingKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "(sealing key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// One sealing or opening under way: the steps of AES-256-GCM in the order in which OpenSSL wants them.
@safe private struct CipherContext: ~Copyable {
    enum Direction: Int32 { case opening, sealing }

    private let context: OpaquePointer
    private let operation: String

    init(_ operation: String) throws(CryptographyError) {
        self.operation = operation
        unsafe context = try unsafe CryptographyError.require(EVP_CIPHER_CTX_new(), operation)
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    func begin(_ direction: Direction, key: [UInt8], nonce: [UInt8]) throws(CryptographyError) {
        try CryptographyError.check(
            unsafe EVP_CipherInit_ex2(context, Algorithms.aes256GCM, key, nonce, direction.rawValue, nil), operation)
    }

    /// Has the tag answer for `context` too, without encrypting it.
    func bind(_ data: [UInt8]) throws(CryptographyError) {
        var count: Int32 = 0
        try CryptographyError.check(
            unsafe EVP_CipherUpdate(context, nil, &count, data, Int32(data.count)), operation)
    }

    /// What comes out must not be used before ``finish()`` returned.
    func process(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
        // Nothing to encrypt, and a null output would make OpenSSL take the input for context.
        if message.isEmpty { return [] }
        var output = [UInt8](repeating: 0, count: message.count)
        var count: Int32 = 0
        try CryptographyError.check(
            unsafe EVP_CipherUpdate(context, &output, &count, message, Int32(message.count)), operation)
        return output
    }

    /// Opening, this compares the tags.
    func finish() throws(CryptographyError) {
        // GCM has nothing left to give, but OpenSSL wants somewhere to put it.
        var rest = [UInt8](repeating: 0, count: 16)
        var count: Int32 = 0
        try CryptographyError.check(unsafe EVP_CipherFinal_ex(context, &rest, &count), operation)
    }

    func expect(tag: [UInt8]) throws(CryptographyError) {
        var tag = tag
        try CryptographyError.check(
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag), operation)
    }

    func tag(length: Int) throws(CryptographyError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: length)
        try CryptographyError.check(
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(length), &tag), operation)
        return tag
    }
}
