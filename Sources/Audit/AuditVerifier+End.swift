import Cryptography
import Files

extension AuditVerifier {
    /// How much of the end is looked at, in bytes.
    private static let endLength = 256 << 10

    /// Looks through the last lines of a log alone, which takes the same time however long it is.
    ///
    /// A service may go on writing meanwhile.
    ///
    /// - Parameter path: The file that lines are added to, such as `audit.log`.
    /// - Returns: What is wrong, without the place: ``verify(_:)`` names it.
    /// - Throws: ``AuditError`` when a file cannot be read, or a later version wrote the head.
    package func verifyEnd(of path: String) throws(AuditError) -> AuditFinding.Problem? {
        let (head, problem) = try readHead(AuditFiles(path))
        if let problem { return problem }
        let bytes = try AuditError.wrap { () throws(FileError) in try Files.readEnd(of: path, limit: Self.endLength) }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last line feed is nothing, or was never in force.
        lines.removeLast()
        // The first line of a part is most likely half a line.
        if bytes.count == Self.endLength, !lines.isEmpty { lines.removeFirst() }
        var check = ChainCheck(keys: keys, beginning: .anywhere, end: head?.last)
        for line in lines {
            let found = try AuditError.wrap(path) { () throws(CryptographyError) in try check.take(Array(line)) }
            if let found { return found }
        }
        return check.missingAtEnd.map { .truncated($0) }
    }
}
