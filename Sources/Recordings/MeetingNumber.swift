/// The number that people dial or type to join a meeting: 9 to 11 digits.
package struct MeetingNumber: Hashable, Sendable, CustomStringConvertible {
    /// The digits alone, as the Meetings API stores them.
    package let digits: String

    /// How many digits a meeting number may have.
    package static let lengths = 9...11

    /// Reads a number as people write it: blanks of any kind, dashes and dots between the digits are ignored.
    package init?(_ text: some StringProtocol) {
        guard let digits = Self.digits(in: text), Self.lengths.contains(digits.count) else { return nil }
        self.digits = digits
    }

    /// The digits of `text`, or nothing when it holds anything but digits and the marks that people put between them.
    package static func digits(in text: some StringProtocol) -> String? {
        var digits = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            case "-", ".", "\u{2010}"..."\u{2015}", "\u{2212}", "\u{200B}", "\u{FEFF}": continue
            case _ where scalar.properties.isWhitespace: continue
            default: return nil
            }
        }
        return digits
    }

    /// The number in the groups that Webex shows it in, `2551 234 5678`.
    package var description: String {
        let head = digits.prefix(digits.count - 7)
        return "\(head) \(digits.dropFirst(head.count).prefix(3)) \(digits.suffix(4))"
    }
}
