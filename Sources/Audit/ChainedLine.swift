import Cryptography
import JSONTree

/// One line of the log as far as the chain goes: what it continues, and what it hands on.
struct ChainedLine: Sendable {
    /// The mark of the line before, as it is written; nothing for the first line of a log.
    let previous: String?
    let mark: ChainMark
    /// Every byte of the line before its code.
    let signed: [UInt8]

    /// Takes a line apart, without a word on whether its code is right.
    init(_ bytes: [UInt8]) throws(ChainMark.Problem) {
        guard bytes.last == UInt8(ascii: "}"), let chain = LastMember("chain", of: bytes.dropLast()) else {
            throw .malformed
        }
        mark = try ChainMark(chain.value)
        let beginning = ChainMark.beginning(number: mark.number, key: mark.key)
        signed = Array(chain.beforeValue) + Array(beginning.utf8)
        let isFirst = chain.before.suffix(Self.noPrevious.count).elementsEqual(Self.noPrevious)
        previous = LastMember("previous", of: chain.before)?.value
        guard isFirst || previous != nil else { throw .malformed }
    }

    private static let noPrevious = Array(",\"previous\":null".utf8)

    /// Whether the code is that of the line.
    func verdict(of keys: ChainKeys) throws(CryptographyError) -> ChainKeys.Verdict {
        try keys.check(mark.code, of: signed, under: mark.key)
    }
}

extension AuditLine {
    /// Ties the line to the one before it.
    ///
    /// - Parameters:
    ///   - previous: The mark of the line before; nothing for the first one of a log.
    ///   - keys: One of them signs.
    /// - Returns: The line as it is written, with its line feed, and its mark.
    /// - Throws: ``CryptographyError`` when there is no key, or OpenSSL fails.
    func chained(
        after previous: ChainMark?, by keys: ChainKeys
    ) throws(CryptographyError) -> (bytes: [UInt8], mark: ChainMark) {
        let number = (previous?.number ?? 0) + 1
        let key = keys.signer ?? ""
        let beginning = ChainMark.beginning(number: number, key: key)
        let signed = "\(text.dropLast()),\"previous\":\(JSONValue(previous?.text).text),\"chain\":\"\(beginning)"
        let mark = ChainMark(number: number, key: key, code: try keys.sign(Array(signed.utf8)))
        return (Array("\(signed)\(mark.code)\"}\n".utf8), mark)
    }
}
