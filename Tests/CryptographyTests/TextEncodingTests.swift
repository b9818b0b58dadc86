import Cryptography
import Testing

@Suite struct TextEncodingTests {
    @Test(arguments: [([], ""), ([0], "00"), ([0x0F, 0xF0, 0xAB], "0ff0ab")] as [([UInt8], String)])
    func `bytes and hexadecimal digits say the same`(bytes: [UInt8], text: String) {
        #expect(Hexadecimal.encode(bytes) == text)
        #expect(Hexadecimal.decode(text) == bytes)
        #expect(Hexadecimal.decode(text.uppercased()) == bytes)
    }

    @Test(arguments: ["0", "0g", "+1", " 00", "0x00", "０１"])
    func `what is no row of hexadecimal digits is refused`(text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
    ])
    func `base64url answers the examples of RFC 4648 without padding`(message: String, text: String) {
        #expect(Base64URL.encode(Array(message.utf8)) == text)
        #expect(Base64URL.decode(text) == Array(message.utf8))
    }

    @Test func `base64url has no character that a URL would escape`() {
        #expect(Base64URL.encode([0xFB, 0xFF, 0xBF]) == "-_-_")
        #expect(Base64URL.decode("-_-_") == [0xFB, 0xFF, 0xBF])
    }

    @Test(arguments: ["Zg==", "Z", "Zh", "+/+/", "Zm9 v", "Zm9v\n", "Zmé"])
    func `what base64url would not write is refused`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func `tokens are long, different and safe in a URL`() throws {
        let tokens = try (0..<100).map { _ in try Random.token() }
        #expect(Set(tokens).count == 100)
        #expect(tokens.allSatisfy { $0.utf8.count == 43 && Base64URL.decode($0)?.count == 32 })
    }
}
