import FoundationEssentials

/// The name of one thing in Webex, kept exactly as Webex wrote it.
///
/// `Resource` says what kind of thing, so that a room is never taken for a message.
package struct Identifier<Resource>: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package init(_ text: String) { self.text = text }
    package var description: String { text }
}

/// The kinds of things that carry an ``Identifier``; never made, only named.
package enum Resource {
    package enum Room {}
    package enum Message {}
    package enum AttachmentAction {}
    package enum Meeting {}
    package enum Recording {}
    package enum Event {}
}

/// A room's public id.
package typealias RoomID = Identifier<Resource.Room>
/// A message's public id.
package typealias MessageID = Identifier<Resource.Message>
/// A card submission's public id.
package typealias AttachmentActionID = Identifier<Resource.AttachmentAction>
/// The id of a meeting series, of one scheduled occurrence or of one instance that ran.
package typealias MeetingID = Identifier<Resource.Meeting>
/// A recording's id.
package typealias RecordingID = Identifier<Resource.Recording>
/// What makes an incoming event the same one when it is delivered twice.
package typealias EventID = Identifier<Resource.Event>

/// A person, or an organization, however Webex happened to spell the id.
///
/// The same person appears as a public id, as a bare UUID and with an upper-case UUID; `key` is what they have in common,
/// and alone decides whether two are the same.
package struct DirectoryID: Hashable, Sendable, CustomStringConvertible {
    /// The id as the REST API takes it.
    package let publicID: String
    /// The UUID inside the id in lower case, or the whole id where it has none.
    package let key: String

    package init(publicID: String, key: String) {
        self.publicID = publicID
        // Only UUIDs are the same in either case.
        self.key = UUID(uuidString: key) == nil ? key : key.lowercased()
    }

    package static func == (one: Self, other: Self) -> Bool { one.key == other.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }
    package var description: String { key }
}

/// The id of a person or bot.
package typealias PersonID = DirectoryID
/// The id of an organization.
package typealias OrganizationID = DirectoryID
