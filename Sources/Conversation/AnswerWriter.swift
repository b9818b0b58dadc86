import Audit
import Cards
import Configuration
import FoundationEssentials
import Policy
import Recordings

/// Puts into words what came of one request, for the requester and for the audit log.
struct AnswerWriter: Sendable {
    let turn: Turn

    /// What is said before anything else.
    private var notices: [Phrase] { (turn.isLate ? [.answeredLate] : []) + (turn.isFirst ? [.welcome] : []) }

    /// The form, with what is to be said first.
    func help(_ notices: [Phrase] = []) -> Answer { Answer(messages: [form(notices)]) }

    /// A sentence that decides nothing.
    func saying(_ phrase: Phrase) -> Answer { Answer(messages: [text(phrase)]) }

    /// To somebody on no list of approved people.
    ///
    /// - Parameter isTold: Whether they hear of it; others are met with silence.
    /// - Returns: A denial.
    func notApproved(isTold: Bool) -> Answer {
        var audit = line(.denied, "The requester is not approved")
        audit.rule = .notApproved
        // Nobody is welcomed at a closed door.
        let messages = isTold ? [Answer.Message.text(turn.cards.text(.notApproved, in: turn.language))] : []
        return Answer(messages: messages, audit: audit)
    }

    /// To somebody who asks more often than one person may.
    func tooManyRequests() -> Answer {
        Answer(
            messages: [text(.tooManyRequests(perMinute: turn.settings.requestsPerMinute))],
            audit: line(.unavailable, "More requests than one person may make in a minute"))
    }

    /// To a button that was not made for whoever pressed it.
    func foreignButton() -> Answer {
        var audit = line(.denied, "The button was not made for the requester, or is too old")
        audit.rule = .foreignButton
        audit.path = .button
        return Answer(messages: [text(.denied(.foreignButton))], audit: audit)
    }

    /// Names the wrong part and shows the form to do better.
    func invalid(_ problem: RequestProblem, path: RecordingRequest.Path) -> Answer {
        var audit = line(.invalid, problem.description)
        audit.path = path
        return Answer(messages: [form([phrase(for: problem)])], audit: audit)
    }

    /// Says that what was sent could not be read; the audit log names nobody, for nobody is proved to have sent it.
    func unreadable(_ failure: Failure) -> Answer {
        var answer = failed(failure, request: nil)
        answer.audit?.requestor = nil
        answer.audit?.requestorID = nil
        return answer
    }

    /// Says that it did not work, and when to come back; `request` is nothing when no meeting was named.
    func failed(_ failure: Failure, request: RecordingRequest?) -> Answer {
        let description = failure.description
        var audit = request.map { line(.unavailable, description, $0) } ?? line(.unavailable, description)
        audit.reference = turn.reference
        return Answer(messages: [text(failure.phrase(reference: turn.reference))], audit: audit, failure: failure.name)
    }

    /// Instead of an answer that could not be noted down.
    func auditUnavailable() -> Answer { saying(.auditUnavailable) }

    /// The requester's own meetings to choose from.
    ///
    /// - Parameters:
    ///   - meetings: Newest first; at least one.
    ///   - words: What their titles were asked for.
    ///   - moreExist: Whether there are more than are given.
    /// - Returns: A card with a sealed button for each.
    /// - Throws: `CryptographyError` when the buttons cannot be sealed.
    func choice(of meetings: [Meeting], titled words: String?, moreExist: Bool) throws -> Answer {
        let choices = try meetings.prefix(MeetingsCard.mostChoices).map { meeting in
            let seal = try turn.seal.seal(meeting.id, for: turn.requester.id, at: turn.time)
            return MeetingsCard.Choice(
                title: meeting.title, start: meeting.start, request: Submission(.recordings, sealedMeeting: seal))
        }
        let card = MeetingsCard(
            heading: words.map { .chooseTitled($0) } ?? .chooseMeeting, choices: choices,
            moreExist: moreExist || meetings.count > choices.count, notices: notices)
        var audit = line(.nodata, "Meetings of the requester's own offered to choose from")
        audit.path = .command
        return Answer(messages: [.card(turn.cards.card(card, in: turn.language, zone: turn.zone))], audit: audit)
    }

    /// There is nothing to choose from.
    func noChoice(_ phrase: Phrase) -> Answer {
        var audit = line(.nodata, "No such meeting of the requester's own")
        audit.path = .command
        return Answer(messages: [text(phrase)], audit: audit)
    }

    func status(_ status: StatusCard) -> Answer {
        Answer(messages: [.card(turn.cards.card(status, in: turn.language, zone: turn.zone))])
    }

    /// A sentence, with the welcome and others before it.
    func text(_ phrase: Phrase, after others: [Phrase] = []) -> Answer.Message {
        .text((notices + others + [phrase]).map { turn.cards.text($0, in: turn.language) }.joined(separator: "\n\n"))
    }

    /// A sentence with a button to be told later.
    func offer(_ phrase: Phrase, notify: Submission) -> Answer.Message {
        .card(turn.cards.card(NoticeCard(phrase, notify: notify, notices: notices), in: turn.language))
    }

    /// The recordings on as many cards as they take.
    func cards(_ card: RecordingsCard) -> [Answer.Message] {
        var card = card
        card.notices = notices + card.notices
        return turn.cards.cards(card, in: turn.language, zone: turn.zone).map(Answer.Message.card)
    }

    private func form(_ more: [Phrase]) -> Answer.Message {
        let form = FormCard(
            notices: notices + more, asksForHost: !turn.settings.recordings.hostOnly,
            daysBack: turn.settings.defaultDaysBack, maximumDaysBack: turn.settings.maximumDaysBack)
        return .card(turn.cards.card(form, in: turn.language))
    }

    private func phrase(for problem: RequestProblem) -> Phrase {
        switch problem {
        case .missingNumber: .missingNumber
        case .numberLength(let digits): .numberLength(digits)
        case .unreadable(let part): .unreadablePart(part)
        case .foreignLink(let part): .foreignLink(part)
        case .secondHost(let host): .secondHost(host)
        case .daysOutOfRange(let days): .daysOutOfRange(typed: days, maximum: turn.settings.maximumDaysBack)
        }
    }
}

extension RequestProblem {
    fileprivate var description: StaticString {
        switch self {
        case .missingNumber: "No meeting number"
        case .numberLength: "Meeting number of the wrong length"
        case .unreadable: "A part of the request cannot be read"
        case .foreignLink: "A link that leads to no Webex site"
        case .secondHost: "More than one host"
        case .daysOutOfRange: "Days back out of range"
        }
    }
}
