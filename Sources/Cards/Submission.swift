import Recordings

/// What somebody sent back by pressing a button of a card.
///
/// Anybody can submit anything to any card, so these are words to be read with the same care as a typed message.
package struct Submission: Sendable, Equatable {
    /// The names of the inputs, the same on cards of any age.
    package enum Field: String, CaseIterable, Sendable {
        case keyword = "command_keyword"
        case meetingNumber = "meeting_number"
        case meetingHost = "meeting_host"
        case daysBack = "days_back"
    }

    /// What the button asks for, such as `rec` or `help`.
    package var keyword: String?
    package var meetingNumber: String?
    package var meetingHost: String?
    package var daysBack: String?

    /// Reads the inputs of an attachment action.
    ///
    /// - Parameter inputs: As Webex gives them, each a text; one that is blank counts as one that is missing. Inputs of other
    ///   names are ignored.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/attachment-actions>
    package init(_ inputs: [String: String]) {
        let text: (String) -> String? = { name in
            inputs[name].map { $0.trimmingBlanks() }.flatMap { $0.isEmpty ? nil : $0 }
        }
        // Some cards name their command the other way; both have been in use.
        keyword = text(Field.keyword.rawValue) ?? text("callback_keyword")
        meetingNumber = text(Field.meetingNumber.rawValue)
        meetingHost = text(Field.meetingHost.rawValue)
        daysBack = text(Field.daysBack.rawValue)
    }
}
