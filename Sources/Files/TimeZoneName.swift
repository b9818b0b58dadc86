/// A name that the IANA time-zone database may have a zone for, such as `Europe/Prague` or `Etc/GMT+5`.
///
/// Whoever has one can look for a file of that name and never leaves the folder: there are no dots in it, and no part is
/// empty.
package struct TimeZoneName: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// The longest name there is has half of this.
    private static let longest = 64

    /// Reads a name of parts with `/` between them.
    ///
    /// Each part begins with a capital and goes on with letters, digits, `_`, `-` or `+`, as the parts of all zones do and
    /// other files beside them do not. Only the form is checked, not whether there is such a zone.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longest, parts.allSatisfy(Self.isPart) else { return nil }
        self.text = text
    }

    package var description: String { text }

    private static func isPart(_ part: Substring.UTF8View) -> Bool {
        guard let first = part.first, isCapital(first) else { return false }
        return part.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"): true
            default: isCapital(byte)
            }
        }
    }

    private static func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
}
