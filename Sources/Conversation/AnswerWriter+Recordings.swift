import Audit
import Cards
import Configuration
import FoundationEssentials
import Policy
import Recordings

/// What came of looking for recordings.
extension AnswerWriter {
    /// The answer to `request`.
    ///
    /// - Parameters:
    ///   - request: As it was looked up.
    ///   - outcome: What came of it.
    ///   - notices: What is to be said before recordings that were found.
    /// - Returns: Something to say in every case.
    /// - Throws: `CryptographyError` when the buttons cannot be sealed.
    func answer(
        to request: RecordingRequest, _ outcome: LookupOutcome, notices: [Phrase] = []
    ) throws -> Answer {
        switch outcome {
        case .found(let found): return try self.found(found, request, notices)
        case .meetingNotFound:
            return Answer(messages: [text(notFound(request))], audit: line(.nodata, "Meeting not found", request))
        case .linkNotResolved:
            return Answer(
                messages: [text(.linkNotResolved)], audit: line(.nodata, "Webex does not resolve the link", request))
        case .nothingRecorded(let subject, let isExpected):
            return try nothingRecorded(request, subject, isExpected: isExpected)
        case .noLinks(let subject):
            return Answer(
                messages: [text(.noLinks, about: subject)],
                audit: line(.nodata, "No links to the recordings", request, subject))
        case .denied(let subject, let reason):
            var audit = line(.denied, "No recording is the requester's to have", request, subject)
            audit.rule = reason
            return Answer(messages: [text(.denied(reason), about: subject)], audit: audit)
        }
    }

    /// What waiting for a recording came to, when it did not come to that recording.
    func waiting(
        _ request: RecordingRequest, _ phrase: Phrase, _ description: StaticString, _ subject: LookupSubject? = nil
    ) -> Answer {
        Answer(messages: [text(phrase)], audit: line(.nodata, description, request, subject))
    }

    private func found(
        _ found: FoundRecordings, _ request: RecordingRequest, _ notices: [Phrase]
    ) throws -> Answer {
        var audit = line(.permitted, "Links given", request, found.subject)
        audit.recordings = found.groups.compactMap { group in
            let given = group.entries.filter { !$0.links.isEmpty }.map(\.recording.id)
            return given.isEmpty ? nil : AuditLine.RecordedMeeting(id: group.meeting.id, recordings: given)
        }
        let card = RecordingsCard(
            groups: found.groups, notes: notes(found), notices: notices,
            refresh: try submission(.refresh, request))
        return Answer(messages: cards(card), audit: audit)
    }

    private func nothingRecorded(
        _ request: RecordingRequest, _ subject: LookupSubject, isExpected: Bool
    ) throws -> Answer {
        let audit = line(.nodata, "No recordings in the window", request, subject)
        guard isExpected else {
            return Answer(messages: [text(nothingRecorded(request, subject), about: subject)], audit: audit)
        }
        return Answer(
            messages: [offer(.notRecordedYet, notify: try submission(.notify, request))], audit: audit)
    }

    /// To look further back helps only where that can be asked for.
    private func nothingRecorded(_ request: RecordingRequest, _ subject: LookupSubject) -> Phrase {
        guard !request.isInstance, let number = request.number ?? subject.number else { return .nothingRecordedThere }
        return request.daysBack < turn.settings.maximumDaysBack
            ? .nothingRecorded(number, days: request.daysBack) : .nothingRecordedAtAll(number, days: request.daysBack)
    }

    /// The sentence, after another one where the typed host was of no use.
    private func text(_ phrase: Phrase, about subject: LookupSubject) -> Answer.Message {
        text(phrase, after: subject.isHostUnknown ? [.hostUnknown] : [])
    }

    /// What a button sends that asks for the same meeting again.
    private func submission(_ command: Submission.Command, _ request: RecordingRequest) throws -> Submission {
        let days = String(request.daysBack)
        switch request.subject {
        case .number(let number):
            return Submission(
                command, meetingNumber: number.digits, meetingHost: request.host?.text, daysBack: days)
        case .link(let link):
            return Submission(command, meetingNumber: link.text, meetingHost: request.host?.text, daysBack: days)
        case .instance(let meeting):
            return Submission(
                command, sealedMeeting: try turn.seal.seal(meeting, for: turn.requester.id, at: turn.time))
        }
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
        return (found.subject.isHostUnknown ? [.hostUnknown] : []) + counts.filter { $0.0 > 0 }.map(\.1)
    }

    private func notFound(_ request: RecordingRequest) -> Phrase {
        switch request.subject {
        case .number(let number):
            request.host.map { .meetingNotFoundAtHost(number, host: $0) } ?? .meetingNotFound(number)
        case .link: .linkNotResolved
        case .instance: .forwardedNotFound
        }
    }
}

// MARK: - Audit lines

extension AnswerWriter {
    func line(_ status: AuditLine.Status, _ description: StaticString) -> AuditLine {
        var line = AuditLine(status, description, event: turn.event, at: turn.time)
        line.requestor = turn.requester.emails.first
        line.requestorID = turn.requester.id
        return line
    }

    func line(
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
    /// The number that was asked for, where it was asked by number.
    var number: MeetingNumber? { if case .number(let number) = subject { number } else { nil } }
    fileprivate var isInstance: Bool { instance != nil }
    fileprivate var instance: MeetingID? { if case .instance(let id) = subject { id } else { nil } }
}
