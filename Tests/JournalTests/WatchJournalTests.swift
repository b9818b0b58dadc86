import Files
import FoundationEssentials
import Recordings
import TemporaryFolders
import Testing

@testable import Journal

/// What the journal says of those who wait for a recording.
@Suite struct WatchJournalTests {
    let folder: TemporaryFolder
    let now = Date(timeIntervalSince1970: 1_750_000_000)

    init() throws { folder = try TemporaryFolder() }

    private func journal(at time: Date) throws -> Journal { try Journal(folder("journal"), now: time) }

    private func hours(_ hours: Double) -> Date { now.addingTimeInterval(hours * 3600) }

    private func person(_ name: String) -> PersonID { PersonID(publicID: "public-\(name)", key: name) }

    private func watch(_ name: String, _ subject: RecordingRequest.Subject, host: EmailAddress? = nil) -> Watch {
        let request = RecordingRequest(subject: subject, host: host, daysBack: 14, path: .watch)
        return Watch(id: EventID(name), person: person("alice"), request: request, until: hours(24))
    }

    @Test func `what somebody waits for is known after a restart, until it is over`() async throws {
        let number = try #require(MeetingNumber("25512345678"))
        let link = try #require(MeetingLink("https://example.webex.com/meet/hana"))
        let watches = [
            watch("E1", .number(number), host: EmailAddress("hana@example.com")), watch("E2", .link(link)),
            watch("E3", .instance(MeetingID("abc_I_1"))),
        ]
        let first = try journal(at: now)
        for watch in watches {
            #expect(try await first.begin(watch, mostPerPerson: 3, mostAltogether: 9) == .begun)
        }
        #expect(try journal(at: hours(1)).watches == watches)
        try await first.end(watches[1])
        #expect(first.watches == [watches[0], watches[2]])
        #expect(try journal(at: hours(1)).watches == [watches[0], watches[2]])
    }

    @Test func `of two who want the same at once, one waits; and nobody waits for too much`() async throws {
        let journal = try journal(at: now)
        let watches = (0..<9).map { watch("E\($0)", .instance(MeetingID("abc_I_\($0 / 3)"))) }
        let beginnings = try await withThrowingTaskGroup(of: Journal.WatchBeginning.self) { group in
            for watch in watches {
                group.addTask { try await journal.begin(watch, mostPerPerson: 2, mostAltogether: 9) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(beginnings.count { $0 == .begun } == 2)
        #expect(journal.watches.count == 2)
        let other = Watch(id: EventID("F"), person: person("hana"), request: watches[0].request, until: now)
        #expect(try await journal.begin(other, mostPerPerson: 2, mostAltogether: 2) == .crowded)
    }

    /// A journal in which Alice's press has been answered, and she waits for something.
    private func waiting() async throws -> (journal: Journal, watch: Watch) {
        let watch = watch("E1", .instance(MeetingID("abc_I_1")))
        let journal = try journal(at: now)
        let press = IncomingEvent(id: watch.id, kind: .cardAction, resource: "press", actor: watch.person)
        _ = try await journal.accept(press, at: now)
        #expect(try await journal.begin(watch, mostPerPerson: 1, mostAltogether: 1) == .begun)
        try await journal.sending(watch.id, messages: 1, isDecided: true, at: now)
        try await journal.answered(watch.id, with: MessageID("promise"), at: now)
        return (journal, watch)
    }

    @Test func `the answer to a press does not end what it began`() async throws {
        let (first, watch) = try await waiting()
        for journal in [first, try journal(at: hours(1)), try journal(at: hours(2))] {
            #expect(journal.watches == [watch])
            #expect(journal.answer(to: watch) == nil)
        }
    }

    @Test func `how far the answer to a watch came is known after every restart, however late`() async throws {
        let (first, watch) = try await waiting()
        try await first.beginAnswer(to: watch, messages: 2, isDecided: true, at: hours(1))
        try await first.sending(watch.id, messages: 3, isDecided: true, at: hours(1))
        try await first.sent(MessageID("card-1"), of: watch.id, at: hours(1))
        let answer = WatchAnswer(
            began: hours(1),
            progress: AnswerProgress(
                messages: 3, isDecided: true, sent: [MessageID("card-1")], latest: hours(1)))
        #expect(first.answer(to: watch) == answer)
        for time in [hours(2), hours(30), hours(60)] {
            let later = try journal(at: time)
            #expect(later.watches == [watch])
            #expect(later.answer(to: watch) == answer)
            #expect(later.isClaimed(MessageID("card-1")))
        }
        #expect(try folder.lines(of: "journal").count == 2)
    }

    @Test func `what was told before a stop of more than a day is read as far as it came`() async throws {
        let (first, watch) = try await waiting()
        try await first.beginAnswer(to: watch, messages: 2, isDecided: false, at: hours(1))
        try await first.sent(MessageID("card-1"), of: watch.id, at: hours(1))
        let later = try journal(at: hours(100))
        #expect(later.answer(to: watch)?.progress.sent == [MessageID("card-1")])
        try await later.answered(watch.id, with: MessageID("card-2"), at: hours(100))
        #expect(try journal(at: hours(101)).watches.isEmpty)
    }

    @Test(arguments: [0, 1])
    func `a watch is over with its answer, and stays over`(restarts: Int) async throws {
        var (journal, watch) = try await waiting()
        try await journal.beginAnswer(to: watch, messages: 2, isDecided: false, at: hours(1))
        try await journal.sent(MessageID("card-1"), of: watch.id, at: hours(1))
        for _ in 0..<restarts { journal = try self.journal(at: hours(2)) }
        try await journal.answered(watch.id, with: MessageID("card-2"), at: hours(2))
        for later in [journal, try self.journal(at: hours(3)), try self.journal(at: hours(4))] {
            #expect(later.watches.isEmpty && later.answer(to: watch) == nil && later.openEvents.isEmpty)
            #expect(["card-1", "card-2"].allSatisfy { later.isClaimed(MessageID($0)) })
        }
    }

    @Test func `whoever is not to be told any more is forgotten with what was told`() async throws {
        let (first, watch) = try await waiting()
        try await first.beginAnswer(to: watch, messages: 2, isDecided: false, at: hours(1))
        try await first.end(watch)
        for journal in [first, try journal(at: hours(2))] {
            #expect(journal.watches.isEmpty && journal.answer(to: watch) == nil)
        }
    }

    @Test func `a running journal that is cut down keeps how far an answer came`() async throws {
        let later = hours(30)
        let watch = watch("E1", .instance(MeetingID("abc_I_1")))
        let first = try Journal(folder("journal"), now: now, growth: 4096) { later }
        _ = try await first.begin(watch, mostPerPerson: 1, mostAltogether: 1)
        try await first.beginAnswer(to: watch, messages: 2, isDecided: true, at: now)
        try await first.sent(MessageID("card-1"), of: watch.id, at: now)
        for _ in 0..<200 { try await first.heard(at: now) }
        #expect(try folder.lines(of: "journal").count < 100)
        #expect(try journal(at: later).answer(to: watch) == first.answer(to: watch))
    }

    @Test func `what tells of a watch that nobody knows says nothing`() async throws {
        let line = #"{"kind":"watch-answer","time":"2025-06-15T15:06:40.000Z","event":"E1","messages":1}"#
        try folder.write("\(line)\n", to: "journal")
        let watch = watch("E1", .instance(MeetingID("abc_I_1")))
        #expect(try journal(at: now).answer(to: watch) == nil)
        #expect(try folder.text(of: "journal").isEmpty)
    }
}
