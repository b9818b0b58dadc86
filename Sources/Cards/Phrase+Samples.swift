import Recordings

extension Phrase {
    /// Everything short that the bot says, each once, with invented data.
    package static let samples: [Phrase] =
        [
            .welcome, .usage, .missingNumber, .numberLength(8), .unreadablePart("tomorrow"),
            .secondHost("grace@example.com"), .daysOutOfRange(typed: "999", maximum: 365),
            .foreignLink("https://meet.example.com/1"), .linkNotResolved, .nothingRecordedThere,
            .notRecordedYet, .noLinks, .forwardedNotFound, .forwardedUnreadable,
        ] + DenialReason.allCases.map(Phrase.denied) + numbered + [
            .chooseMeeting, .chooseTitled("review"), .noOwnMeetings(days: 30), .titleNotFound("review", days: 30),
            .watchBegun, .watchKnown, .watchFull(5), .watchCrowded, .watchReady, .watchOver(nil), .looking,
            .answeredLate, .pressAgain, .tooManyRequests(perMinute: 20), .answeredDirectly,
            .languageChanged, .languages(current: "English", all: ["cs-CZ", "en-US"]),
            .unknownLanguage("tlh", all: ["cs-CZ", "en-US"]), .notAuthorizedYet, .webexUnavailable, .webexRefused,
            .throttled(minutes: 3), .internalFailure(reference: "4f1c09a2"), .auditUnavailable,
        ]

    private static let numbered: [Phrase] = [MeetingNumber("25512345678")].compactMap { $0 }.flatMap { number in
        [
            Phrase.meetingNotFound(number), .nothingRecorded(number, days: 10),
            .nothingRecordedAtAll(number, days: 365), .watchOver(number),
        ]
            + [EmailAddress("ada@example.com")].compactMap { $0 }
            .map { .meetingNotFoundAtHost(number, host: $0) }
    }
}
