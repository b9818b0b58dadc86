package import Files
import FoundationEssentials

/// For programs beside a running service, whose journal must not be opened a second time: opening cuts it down.
extension Journal {
    /// Whose grant the journal at `path` says it is.
    ///
    /// - Parameter path: A journal that does not exist says nothing.
    /// - Returns: Nothing when nobody ever claimed it.
    /// - Throws: ``FileError`` when it cannot be read.
    package static func officer(in path: String) throws(FileError) -> OfficerClaim? {
        guard Files.exists(path) else { return nil }
        var lines: [UInt8] = []
        let bytes = try Files.readEnd(of: path, limit: maximumSize)
        return JournalContents(reading: bytes, now: Date(), keeping: &lines).officer
    }

    /// Frees the grant in the journal at `path` for the next one who is fit.
    ///
    /// - Parameter path: A running service goes on with what it knows until it starts again.
    /// - Throws: ``FileError`` when it cannot be written.
    package static func release(in path: String) async throws(FileError) {
        try await AppendOnlyFile(path, durability: .synced).append(JournalEntry.officer(.released).line)
    }
}
