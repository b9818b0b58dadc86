import Files
import FoundationEssentials

@testable import Journal

extension Journal {
    /// One on a disk that takes nothing more.
    static func full() throws -> Journal {
        Journal(
            JournalContents(reading: [], now: Date()),
            continuedIn: try AppendOnlyFile("/dev/full", durability: .buffered))
    }
}
