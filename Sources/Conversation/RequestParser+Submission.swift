package import Cards
package import Recordings

extension RequestParser {
    /// Reads what a button sent.
    ///
    /// - Parameters:
    ///   - submission: As anybody can have made it.
    ///   - open: Opens a seal for the verified author; nothing when it is not theirs.
    /// - Returns: What is asked for. A button that means nothing to us, such as one of another bot's card, asks for the help.
    package func parse(_ submission: Submission, opening open: (String) -> MeetingID?) -> ParsedRequest {
        guard let command = submission.command, command != .help else { return .help }
        let parsed: ParsedRequest
        if let seal = submission.sealedMeeting {
            guard let meeting = open(seal) else { return .foreignButton }
            parsed = .recordings(RecordingRequest(subject: .instance(meeting), daysBack: 0, path: .button))
        } else {
            parsed = parse(
                number: submission.meetingNumber, host: submission.meetingHost, daysBack: submission.daysBack,
                path: command == .recordings ? .form : .button)
        }
        guard case .recordings(let request) = parsed else { return parsed }
        return switch command {
        case .refresh: .refresh(request)
        case .notify: .notify(request)
        case .recordings, .help: .recordings(request)
        }
    }
}
