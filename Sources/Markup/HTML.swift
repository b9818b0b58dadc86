/// A piece of HTML; text that is inserted becomes text on the page, whatever it holds.
///
/// Only a literal can be markup: `"<p>\(name)</p>"` escapes `name`, and leaves another ``HTML`` as it is.
package struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// What a browser reads.
    package let markup: String

    package init(stringLiteral value: String) { markup = value }
    package init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }
    private init(markup: String) { self.markup = markup }

    /// The pieces one after the other.
    package static func joined(_ pieces: some Sequence<HTML>) -> HTML {
        HTML(markup: pieces.map(\.markup).joined(separator: "\n"))
    }

    /// Collects a literal and what is inserted into it.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + 32 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { markup += literal }
        package mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        /// Inserts a literal of ours that is no HTML by itself, such as a style sheet.
        package mutating func appendInterpolation(raw text: StaticString) { markup += "\(text)" }
        package mutating func appendInterpolation(_ text: some CustomStringConvertible) {
            markup += HTML.escape(text.description)
        }
    }

    /// Safe between tags and inside quoted attributes.
    private static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
