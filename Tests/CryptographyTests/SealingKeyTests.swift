import Cryptography
import Testing

@Suite struct SealingKeyTests {
    private let key: SealingKey
    private let context = Array("grant 1".utf8)

    init() throws { key = try SealingKey(Random.bytes(SealingKey.length)) }

    @Test(arguments: [0, 1, 15, 16, 17, 100_000])
    func `what was sealed opens again`(length: Int) throws {
        let message = try Random.bytes(length)
        let sealed = try key.seal(message, context: context)
        #expect(sealed.count == length + 28)
        #expect(try key.open(sealed, context: context) == message)
    }

    @Test func `a published example of AES-256-GCM opens`() throws {
        // Test case 16 of the specification of GCM by McGrew and Viega, laid out as nonce, text, tag.
        let key = try SealingKey(
            #require(Hexadecimal.decode("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")))
        let sealed = try #require(
            Hexadecimal.decode(
                """
                cafebabefacedbaddecaf888\
                522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
                8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662\
                76fc6ece0f4e1768cddf8853bb2d551b
                """))
        let context = try #require(Hexadecimal.decode("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        let message = """
            d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
            1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
            """
        #expect(try Hexadecimal.encode(key.open(sealed, context: context)) == message)
    }

    @Test func `sealing twice gives two different results`() throws {
        #expect(try key.seal([1, 2, 3], context: context) != key.seal([1, 2, 3], context: context))
    }

    @Test func `a change of any byte is noticed`() throws {
        let sealed = try key.seal(Array("token".utf8), context: context)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: CryptographyError(.notAuthentic, "open")) { try key.open(changed, context: context) }
        }
    }

    @Test func `another context, another key and a torn end are noticed`() throws {
        let sealed = try key.seal(Array("token".utf8), context: context)
        let other = try SealingKey(Random.bytes(SealingKey.length))
        let error = CryptographyError(.notAuthentic, "open")
        #expect(throws: error) { try key.open(sealed, context: Array("grant 2".utf8)) }
        #expect(throws: error) { try other.open(sealed, context: context) }
        #expect(throws: error) { try key.open(Array(sealed.dropLast()), context: context) }
        #expect(throws: error) { try key.open(Array(sealed.prefix(27)), context: context) }
        #expect(throws: error) { try key.open([], context: context) }
    }

    @Test(arguments: [0, 16, 31, 33])
    func `a key of another length is refused`(length: Int) {
        #expect(throws: CryptographyError(.wrongKeyLength, "take a sealing key")) {
            try SealingKey([UInt8](repeating: 7, count: length))
        }
    }

    @Test func `a key does not show its bytes`() throws {
        let key = try SealingKey([UInt8](repeating: 237, count: SealingKey.length))
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!(dumped + "\(key)" + String(reflecting: key)).contains("237"))
    }
}
