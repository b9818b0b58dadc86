package import Files
import FoundationEssentials

/// For programs beside a running service, whose journal must not be opened a second time: opening cuts it down.
extension Journal {
    /// What the service calls its device, according to the journal at `path`.
    ///
    /// - Parameter path: A journal that does not exist says nothing.
    /// - Returns: Nothing when no device was ever registered.
    /// - Throws: ``FileError`` when it cannot be read.
    package static func device(in path: String) throws(FileError) -> String? {
        guard Files.exists(path) else { return nil }
        var lines: [UInt8] = []
        let bytes = try Files.readEnd(of: path, limit: maximumSize)
        return JournalContents(reading: bytes, now: Date(), keeping: &lines).device
    }
}
