import JSONTree
import Recordings

/// What a button of a card sends: made when the card is, and read when somebody presses it.
///
/// Anybody can submit anything to any card, so what is read are words to be taken with the same care as a typed message.
package struct Submission: Sendable, Equatable {
    /// The names of the inputs, the same on cards of any age.
    package enum Field: String, CaseIterable, Sendable {
        case keyword = "command_keyword"
        case meetingNumber = "meeting_number"
        case meetingHost = "meeting_host"
        case daysBack = "days_back"
        case sealedMeeting = "sealed_meeting"
    }

    /// What a button can ask for.
    package enum Command: String, CaseIterable, Sendable {
        case help
        /// The recordings of a meeting.
        case recordings = "rec"
        /// The same recordings again, with new links.
        case refresh
        /// To be told when there is a recording.
        case notify
    }

    /// What the button asks for; nothing when no button of ours does.
    package var command: Command?
    /// A number as typed, or a link.
    package var meetingNumber: String?
    package var meetingHost: String?
    package var daysBack: String?
    /// One meeting that ran, as ``ButtonSeal`` closed it.
    package var sealedMeeting: String?

    /// What a button of ours is to send.
    package init(
        _ command: Command, meetingNumber: String? = nil, meetingHost: String? = nil, daysBack: String? = nil,
        sealedMeeting: String? = nil
    ) {
        self.command = command
        self.meetingNumber = meetingNumber
        self.meetingHost = meetingHost
        self.daysBack = daysBack
        self.sealedMeeting = sealedMeeting
    }

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
        let keyword = text(Field.keyword.rawValue) ?? text("callback_keyword")
        command = keyword.flatMap { Command(rawValue: $0.lowercased()) }
        meetingNumber = text(Field.meetingNumber.rawValue)
        meetingHost = text(Field.meetingHost.rawValue)
        daysBack = text(Field.daysBack.rawValue)
        sealedMeeting = text(Field.sealedMeeting.rawValue)
    }

    /// The members that a template puts into a button's data; what is missing is left out there.
    static let shape: ValueShape = .group(
        Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0.rawValue, .value) }))

    var values: JSONValue {
        .object(JSONObject(Field.allCases.map { JSONObject.Member($0.rawValue, JSONValue(text(of: $0))) }))
    }

    private func text(of field: Field) -> String? {
        switch field {
        case .keyword: command?.rawValue
        case .meetingNumber: meetingNumber
        case .meetingHost: meetingHost
        case .daysBack: daysBack
        case .sealedMeeting: sealedMeeting
        }
    }
}

extension Submission: CustomStringConvertible, CustomReflectable {
    /// What people filled in never enters a log.
    package var description: String { "(submission of \(command?.rawValue ?? "nothing of ours"))" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
