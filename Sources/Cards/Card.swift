package import JSONTree

/// One message to send: a card, and what is read where cards cannot be shown.
package struct Card: Sendable, Equatable {
    /// The Adaptive Card itself, version 1.3.
    package var content: JSONValue
    /// The same in the markdown that Webex reads, links included.
    package var fallback: String

    /// How many bytes of JSON a card may have; Webex refuses cards a little above this.
    package static let sizeLimit = 20_000
    /// How many bytes of UTF-8 the text of a Webex message may have.
    ///
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/messages/create-a-message>
    package static let fallbackLimit = 7_439

    package init(content: JSONValue, fallback: String) {
        self.content = content
        self.fallback = fallback
    }

    /// How many bytes the card has as JSON.
    package var size: Int { content.text.utf8.count }
}

extension Card: CustomStringConvertible, CustomReflectable {
    /// Whoever holds a link holds the recording, so a description shows nothing of the card.
    package var description: String { "(card)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
