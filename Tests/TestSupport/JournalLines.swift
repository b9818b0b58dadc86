import Files
package import TemporaryFolders

/// The journal of a bot, as it is written.
package enum JournalLines {
    /// Returns when the journal has so many lines of a kind.
    ///
    /// - Parameters:
    ///   - count: At least one.
    ///   - kind: What such a line says of itself, such as `answered`.
    ///   - folder: The bot's own, with its state folder in it.
    /// - Throws: When the journal cannot be read or watched.
    package static func wait(for count: Int, of kind: String, in folder: TemporaryFolder) async throws {
        let changes = try FolderWatch.changes(of: folder("state"), quiet: .zero, tick: .milliseconds(100))
        let isThere = {
            try folder.lines(of: "state/journal.jsonl").count { $0.contains("\"\(kind)\"") } >= count
        }
        if try isThere() { return }
        for await _ in changes where try isThere() { return }
    }
}
