import Files

@testable import Journal

extension Journal {
    /// One on a disk that takes nothing more.
    static func full() throws -> Journal {
        Journal(JournalContents(), continuedIn: try AppendOnlyFile("/dev/full", durability: .buffered))
    }
}
