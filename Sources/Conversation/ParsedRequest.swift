package import Recordings

/// What a person wrote or pressed, understood.
package enum ParsedRequest: Sendable, Equatable {
    /// `help`, nothing at all, or words that mean nothing to the bot.
    case help
    case recordings(RecordingRequest)
    /// The same as before, with new links.
    case refresh(RecordingRequest)
    /// To be told when there is a recording.
    case notify(RecordingRequest)
    /// The requester's own meetings; with words, the ones that have them in their title.
    case ownMeetings(titled: String?)
    /// To be answered in the language of this tag; without one, to hear which there are.
    case language(String?)
    /// How the service is doing.
    case status
    /// A button that was not made for whoever pressed it.
    case foreignButton
    /// A request for recordings with something wrong in it; nothing is looked up.
    case invalid(RequestProblem)
}

/// The first part of a request that cannot be used.
package enum RequestProblem: Sendable, Equatable {
    case missingNumber
    /// The meeting number has this many digits.
    case numberLength(Int)
    /// Neither number, link, address nor days.
    case unreadable(String)
    /// An address that leads to no Webex site.
    case foreignLink(String)
    /// There is one host already.
    case secondHost(String)
    /// The days back, as typed.
    case daysOutOfRange(String)
}

extension ParsedRequest {
    /// Whether answering it takes calls about meetings and recordings, and so perhaps a while.
    var looksUp: Bool {
        switch self {
        case .recordings, .refresh, .notify, .ownMeetings: true
        case .help, .language, .status, .foreignButton, .invalid: false
        }
    }

    /// One of a few words, for whoever counts requests.
    var name: String {
        switch self {
        case .help: "help"
        case .recordings: "rec"
        case .refresh: "refresh"
        case .notify: "notify"
        case .ownMeetings: "own-meetings"
        case .language: "language"
        case .status: "status"
        case .foreignButton: "foreign-button"
        case .invalid: "invalid"
        }
    }
}
