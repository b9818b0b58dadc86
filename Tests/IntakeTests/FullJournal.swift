import Files
import FoundationEssentials

@testable import Journal

extension Journal {
    /// One on a disk that takes nothing more, and that says until when events were heard.
    static func full(lastHeard: Date? = nil) throws -> Journal {
        var contents = JournalContents()
        contents.lastHeard = lastHeard
        return Journal(contents, continuedIn: try AppendOnlyFile("/dev/full", durability: .buffered))
    }
}
