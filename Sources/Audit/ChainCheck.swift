import Cryptography
import JSONTree

/// Follows the chain from line to line, as a value: it is told every line and answers what is wrong with it.
struct ChainCheck: Sendable {
    /// Where the first line may stand in the log.
    enum Beginning: Sendable {
        /// Anywhere: the lines before are in files that were not asked for.
        case anywhere
        /// Behind the last line that retention removed, or at the very beginning.
        case after(ChainMark?)
    }

    let keys: ChainKeys
    let beginning: Beginning
    /// The last line that is known to be on the disk.
    let end: ChainMark?
    /// The last line that was taken, if any.
    private(set) var last: ChainMark?

    init(keys: ChainKeys, beginning: Beginning, end: ChainMark?) {
        self.keys = keys
        self.beginning = beginning
        self.end = end
    }

    /// Takes the next line.
    ///
    /// - Parameter bytes: Without the line feed.
    /// - Returns: What is wrong with it, and nothing when it is as it should be.
    /// - Throws: ``CryptographyError`` when OpenSSL fails.
    mutating func take(_ bytes: [UInt8]) throws(CryptographyError) -> AuditFinding.Problem? {
        let line: ChainedLine
        do throws(ChainMark.Problem) { line = try ChainedLine(bytes) } catch {
            if case .newer(let version) = error { return .newerVersion(version) }
            return .unreadable
        }
        if let problem = try Self.problem(of: line, bytes, keys) ?? continuity(line) { return problem }
        last = line.mark
        return nil
    }

    /// What is wrong with a line by itself.
    private static func problem(
        of line: ChainedLine, _ bytes: [UInt8], _ keys: ChainKeys
    ) throws(CryptographyError) -> AuditFinding.Problem? {
        switch try line.verdict(of: keys) {
        case .authentic: nil
        case .wrong: .edited
        case .unknownKey: .otherKey(line.mark.key)
        case .unchecked: (try? JSONValue(parsing: bytes)) == nil ? .unreadable : nil
        }
    }

    /// The number that the next line has, as far as that is known.
    var expected: Int? {
        if let last { return last.number + 1 }
        guard case .after(let mark) = beginning else { return nil }
        return (mark?.number ?? 0) + 1
    }

    /// What is wrong with its place.
    private func continuity(_ line: ChainedLine) -> AuditFinding.Problem? {
        let number = line.mark.number
        if let expected {
            if number > expected { return .missing(expected...number - 1) }
            // Files from before the anchor are left over when a crash kept retention from removing them.
            if number < expected, last != nil { return .repeated(number) }
            if number == expected, line.previous != before?.text { return .spliced }
        }
        if let mark = known(number), mark != line.mark { return .spliced }
        return nil
    }

    /// The line before the next one.
    private var before: ChainMark? {
        if last == nil, case .after(let mark) = beginning { return mark }
        return last
    }

    /// What the head says of the line with this number.
    private func known(_ number: Int) -> ChainMark? {
        if number == end?.number { return end }
        if case .after(let mark) = beginning, number == mark?.number { return mark }
        return nil
    }

    /// The numbers that should follow the last line.
    var missingAtEnd: ClosedRange<Int>? {
        guard let end, let expected, expected <= end.number else { return nil }
        return expected...end.number
    }
}
