package import Recordings

/// Somebody named in a message in the way that tells Webex who is meant.
package struct Mention: Sendable, Equatable {
    package var person: PersonID
    /// As it stands in the message's text; often only a part of the display name.
    package var name: String

    package init(person: PersonID, name: String) {
        self.person = person
        self.name = name
    }
}

extension Mention {
    private static let opening = "<spark-mention"
    private static let closing = "</spark-mention>"
    private static let idAttribute = "data-object-id=\""

    /// The people mentioned in the HTML of a message, in their order.
    ///
    /// - Parameter html: As the message resource gives it; what is no mention of one person is passed over.
    /// - Returns: An empty list when nobody is mentioned.
    static func all(in html: String) -> [Mention] {
        var mentions: [Mention] = []
        var rest = Substring(html)
        while let start = rest.firstRange(of: opening) {
            rest = rest[start.upperBound...]
            guard let tagEnd = rest.firstIndex(of: ">"), let end = rest.firstRange(of: closing),
                tagEnd < end.lowerBound
            else { break }
            let attributes = rest[..<tagEnd]
            let name = unescaped(rest[rest.index(after: tagEnd)..<end.lowerBound])
            if let id = id(in: attributes) { mentions.append(Mention(person: PersonID(id, .person), name: name)) }
            rest = rest[end.upperBound...]
        }
        return mentions
    }

    private static func id(in attributes: Substring) -> String? {
        guard let start = attributes.firstRange(of: idAttribute) else { return nil }
        let value = attributes[start.upperBound...]
        return value.firstIndex(of: "\"").map { String(value[..<$0]) }
    }

    /// A name holds no elements, so the five characters that HTML escapes are all there is to undo.
    private static func unescaped(_ text: Substring) -> String {
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return entities.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
    }
}
