/// A growing file that is cut down to what matters whenever it has grown enough, for one thread.
struct ShortenedFile: Sendable {
    private let path: String
    private let permissions: UInt32
    private let durability: AppendOnlyFile.Durability
    private let shortening: AppendOnlyFile.Shortening
    /// Nothing when it was replaced and could not be opened again: lines added to the old one would be lost.
    private var file: GrowingFile?
    /// The size at which it is shortened next.
    private var limit: Int64

    init(
        _ path: String, _ permissions: UInt32, _ durability: AppendOnlyFile.Durability,
        _ shortening: AppendOnlyFile.Shortening
    ) throws(FileError) {
        self.path = path
        self.permissions = permissions
        self.durability = durability
        self.shortening = shortening
        let file = try GrowingFile(path, permissions: permissions, durability: durability)
        limit = try file.size + shortening.growth
        self.file = file
    }

    /// Adds `bytes` at the end, as a growing file does.
    ///
    /// - Throws: ``FileError``; none of `bytes` is then in the file.
    mutating func append(_ bytes: [UInt8]) throws(FileError) {
        var present: GrowingFile
        if let file { present = file } else { present = try opened() }
        do throws(FileError) { try present.append(bytes) } catch {
            file = present
            throw error
        }
        file = present
        // The line is written, whatever becomes of the rest.
        do throws(FileError) { try shorten(present) } catch {}
    }

    private mutating func shorten(_ present: GrowingFile) throws(FileError) {
        let size = try present.size
        guard size >= limit, present.isRegular else { return }
        limit = size + shortening.growth
        let kept = shortening.keep(try Files.read(path, limit: Int(size)))
        // It may have been replaced even where that throws.
        file = nil
        try Files.replace(path, with: kept, permissions: permissions)
        limit = Int64(kept.count) + shortening.growth
        file = try opened()
    }

    private func opened() throws(FileError) -> GrowingFile {
        try GrowingFile(path, permissions: permissions, durability: durability)
    }
}
