import Cryptography
import Testing

@Suite struct DigestTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 answers the examples of FIPS 180`(message: String, digest: String) throws {
        #expect(try Hexadecimal.encode(Digest.sha256(message.utf8)) == digest)
    }

    @Test(arguments: [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func `HMAC-SHA-256 answers the cases of RFC 4231`(key: [UInt8], message: [UInt8], code: String) throws {
        #expect(try Hexadecimal.encode(Digest.hmac(message, key: key, .sha256)) == code)
    }

    @Test func `HMAC-SHA-1 and HMAC-SHA-512 answer the second case of RFC 2202 and RFC 4231`() throws {
        let (key, message) = (Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
        #expect(
            try Hexadecimal.encode(Digest.hmac(message, key: key, .sha1)) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
        let long = """
            164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
            9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737
            """
        #expect(try Hexadecimal.encode(Digest.hmac(message, key: key, .sha512)) == long)
    }

    @Test func `an empty key and an empty message have a code too`() throws {
        let code = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
        #expect(try Hexadecimal.encode(Digest.hmac([], key: [], .sha256)) == code)
    }

    @Test func `keys are derived as in the third case of RFC 5869, which has neither salt nor info`() throws {
        let key = [UInt8](repeating: 0x0B, count: 22)
        let derived = try Digest.derive(42, from: key, for: "")
        #expect(
            Hexadecimal.encode(derived)
                == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
    }

    @Test func `each purpose has a key of its own`() throws {
        let key = try Random.bytes(32)
        let audit = try Digest.derive(32, from: key, for: "audit")
        #expect(try Digest.derive(32, from: key, for: "audit") == audit)
        #expect(try Digest.derive(32, from: key, for: "vault") != audit)
    }

    @Test(arguments: [0, 8161])
    func `a length that HKDF cannot give is refused`(length: Int) {
        #expect(throws: CryptographyError(.wrongKeyLength, "derive a key")) {
            try Digest.derive(length, from: [1], for: "test")
        }
    }

    @Test func `nothing is derived from an empty key`() {
        #expect(throws: CryptographyError(.wrongKeyLength, "derive a key")) {
            try Digest.derive(32, from: [], for: "test")
        }
    }

    @Test(
        arguments: [
            ([], [], true), ([1, 2], [1, 2], true), ([1, 2], [1, 3], false), ([1, 2], [1], false), ([], [0], false),
        ] as [([UInt8], [UInt8], Bool)])
    func `byte strings are equal when every byte is`(one: [UInt8], other: [UInt8], isEqual: Bool) {
        #expect(Digest.areEqual(one, other) == isEqual)
    }
}
