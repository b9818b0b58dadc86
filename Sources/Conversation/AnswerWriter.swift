import Audit
import Cards
import Configuration
import FoundationEssentials
import Policy
import Recordings

/// Puts into words what came of one request, for the requester and for the audit log.
struct AnswerWriter: Sendable {
    var library: CardLibrary
    var settings: Settings
    var event: EventID
    /// The verified author of the request.
    var requester: Person
    var time: Date

    /// A few characters that tie what the requester saw to the log: the front of the event's id.
    var reference: String { String(event.text.filter(\.isHexDigit).prefix(8)).lowercased() }

    private var language: Language { library.language(for: settings.language).language }

    func help(_ notices: [Phrase] = []) -> Answer { Answer(messages: [form(notices)], audit: nil) }

    /// To somebody on no list of approved people; silence unless the settings ask for politeness.
    func notApproved() -> Answer {
        var audit = line(.denied, "The requester is not approved")
        audit.rule = .notApproved
        return Answer(messages: settings.refusesPolitely ? [text(.notApproved)] : [], audit: audit)
    }

    /// Names the wrong part and shows the form to do better.
    func invalid(_ problem: RequestProblem, path: RecordingRequest.Path) -> Answer {
        var audit = line(.invalid, problem.description)
        audit.path = path
        return Answer(messages: [form([phrase(for: problem)])], audit: audit)
    }

    /// Says that it did not work, and when to come back; `request` is nothing when not even that could be read.
    func failed(_ failure: Failure, request: RecordingRequest?) -> Answer {
        let description = failure.description
        var audit = request.map { line(.unavailable, description, $0) } ?? line(.unavailable, description)
        audit.reference = reference
        return Answer(messages: [text(failure.phrase(reference: reference))], audit: audit)
    }

    /// Instead of an answer that could not be noted down.
    func auditUnavailable() -> Answer { Answer(messages: [text(.auditUnavailable)], audit: nil) }

    func answer(to request: RecordingRequest, _ outcome: LookupOutcome) -> Answer {
        switch outcome {
        case .found(let found): return self.found(found, request)
        case .meetingNotFound:
            return Answer(messages: [text(notFound(request))], audit: line(.nodata, "Meeting not found", request))
        case .nothingRecorded(let subject, let isExpected):
            let audit = line(.nodata, "No recordings in the window", request, subject)
            let phrase: Phrase = isExpected ? .notRecordedYet : .nothingRecorded(request.number, days: request.daysBack)
            return Answer(messages: [text(phrase)], audit: audit)
        case .noLinks(let subject):
            return Answer(
                messages: [text(.noLinks)], audit: line(.nodata, "No links to the recordings", request, subject))
        case .denied(let subject, let reason):
            var audit = line(.denied, "No recording is the requester's to have", request, subject)
            audit.rule = reason
            return Answer(messages: [text(.denied(reason))], audit: audit)
        }
    }

    private func found(_ found: FoundRecordings, _ request: RecordingRequest) -> Answer {
        var audit = line(.permitted, "Links given", request, found.subject)
        audit.recordings = found.groups.compactMap { group in
            let given = group.entries.filter { !$0.links.isEmpty }.map(\.recording.id)
            return given.isEmpty ? nil : AuditLine.RecordedMeeting(id: group.meeting.id, recordings: given)
        }
        let cards = library.cards(RecordingsCard(groups: found.groups, notes: notes(found)), in: language)
        return Answer(messages: cards.map(Answer.Message.card), audit: audit)
    }

    private func notes(_ found: FoundRecordings) -> [RecordingsCard.Note] {
        let prevented = found.refused[.downloadPrevented, default: 0]
        let unchecked = found.refused[.cannotBeChecked, default: 0]
        let others = found.refused.values.reduce(0, +) - prevented - unchecked
        let counts: [(Int, RecordingsCard.Note)] = [
            (others, .notTheirs(others)), (prevented, .downloadsPrevented(prevented)),
            (unchecked, .unchecked(unchecked)),
            (found.moreExist ? 1 : 0, .moreExist),
        ]
        return (found.isHostUnknown ? [.hostUnknown] : []) + counts.filter { $0.0 > 0 }.map(\.1)
    }

    private func notFound(_ request: RecordingRequest) -> Phrase {
        request.number.map { .meetingNotFound($0) } ?? .forwardedNotFound
    }

    private func text(_ phrase: Phrase) -> Answer.Message { .text(library.text(phrase, in: language)) }

    private func form(_ notices: [Phrase]) -> Answer.Message {
        .card(
            library.card(
                FormCard(
                    notices: notices, asksForHost: !settings.recordings.hostOnly, daysBack: settings.defaultDaysBack,
                    maximumDaysBack: settings.maximumDaysBack), in: language))
    }

    private func phrase(for problem: RequestProblem) -> Phrase {
        switch problem {
        case .missingNumber: .missingNumber
        case .numberLength(let digits): .numberLength(digits)
        case .unreadable(let part): .unreadablePart(part)
        case .secondHost(let host): .secondHost(host)
        case .daysOutOfRange(let days): .daysOutOfRange(typed: days, maximum: settings.maximumDaysBack)
        }
    }
}

// MARK: - Audit lines

extension AnswerWriter {
    private func line(_ status: AuditLine.Status, _ description: StaticString) -> AuditLine {
        var line = AuditLine(status, description, event: event, at: time)
        line.requestor = requester.emails.first
        line.requestorID = requester.id
        return line
    }

    private func line(
        _ status: AuditLine.Status, _ description: StaticString, _ request: RecordingRequest,
        _ subject: LookupSubject? = nil
    ) -> AuditLine {
        var line = line(status, description)
        line.meetingHost = subject?.host ?? request.host
        line.meetingNumber = request.number ?? subject?.number
        line.daysBack = request.daysBack
        line.path = request.path
        line.meetingID = subject?.meeting ?? request.instance
        return line
    }
}

extension RecordingRequest {
    fileprivate var number: MeetingNumber? { if case .number(let number) = subject { number } else { nil } }
    fileprivate var instance: MeetingID? { if case .instance(let id) = subject { id } else { nil } }
}

extension RequestProblem {
    fileprivate var description: StaticString {
        switch self {
        case .missingNumber: "No meeting number"
        case .numberLength: "Meeting number of the wrong length"
        case .unreadable: "A part of the request cannot be read"
        case .secondHost: "More than one host"
        case .daysOutOfRange: "Days back out of range"
        }
    }
}
