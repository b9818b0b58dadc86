/// Bodies in content codings.
enum Compressed {
    /// The letter `a`, a thousand times, in gzip.
    static let aThousandLetters: [UInt8] = [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0x4b, 0x4c, 0x1c, 5, 0xa3, 0x60, 0x14, 0x0c, 0x77, 0, 0, 3, 0xda, 0x38,
        0x9a, 0xe8, 3, 0, 0,
    ]
}
