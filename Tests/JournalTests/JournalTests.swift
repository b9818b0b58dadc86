import Files
import FoundationEssentials
import Recordings
import TemporaryFolders
import Testing

@testable import Journal

@Suite struct JournalTests {
    let folder: TemporaryFolder
    let now = Date(timeIntervalSince1970: 1_750_000_000)

    init() throws { folder = try TemporaryFolder() }

    private func journal(at time: Date) throws -> Journal { try Journal(folder("journal"), now: time) }

    private func event(_ name: String) -> IncomingEvent {
        IncomingEvent(
            id: EventID(name), kind: .message, resource: "message-\(name)",
            actor: PersonID(publicID: "public-alice", key: "alice"))
    }

    private func hours(_ hours: Double) -> Date { now.addingTimeInterval(hours * 3600) }

    @Test func `an event is new once, also after a restart`() async throws {
        let first = try journal(at: now)
        #expect(try await first.accept(event("E1"), at: now))
        #expect(try await !first.accept(event("E1"), at: now))
        let second = try journal(at: hours(1))
        #expect(try await !second.accept(event("E1"), at: hours(1)))
        #expect(try await second.accept(event("E2"), at: hours(1)))
    }

    @Test func `of many who bring the same event at once, one gets it`() async throws {
        let journal = try journal(at: now)
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { [now] in try await journal.accept(event("E1"), at: now) } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(taken == 1)
        #expect(try folder.lines(of: "journal").count == 1)
    }

    @Test func `after 24 hours an event is new again`() async throws {
        let journal = try journal(at: now)
        #expect(try await journal.accept(event("E1"), at: now))
        #expect(try await !journal.accept(event("E1"), at: hours(23.9)))
        #expect(try await journal.accept(event("E1"), at: hours(24)))
        #expect(try await self.journal(at: hours(49)).accept(event("E1"), at: hours(49)))
    }

    @Test func `an event that is open for a day is not open any more`() async throws {
        let journal = try journal(at: now)
        _ = try await journal.accept(event("E1"), at: now)
        _ = try await journal.accept(event("E2"), at: hours(12))
        #expect(journal.openEvents.count == 2)
        _ = try await journal.accept(event("E3"), at: hours(24))
        #expect(journal.openEvents.map(\.event.id.text) == ["E2", "E3"])
    }

    @Test func `an event that could not be written is new when it comes again`() async throws {
        let full = try AppendOnlyFile("/dev/full", durability: .buffered)
        let journal = Journal(JournalContents(), continuedIn: full)
        await #expect(throws: FileError.self) { try await journal.accept(event("E1"), at: now) }
        await #expect(throws: FileError.self) { try await journal.accept(event("E1"), at: now) }
    }

    @Test func `the device last remembered is known after a restart`() async throws {
        let first = try journal(at: now)
        #expect(first.device == nil)
        try await first.remember(device: "steward-1")
        try await first.remember(device: "steward-2")
        #expect(first.device == "steward-2")
        #expect(try journal(at: hours(100)).device == "steward-2")
        #expect(try folder.lines(of: "journal").count == 1)
    }

    @Test func `a torn last line costs that entry and no other`() async throws {
        let first = try journal(at: now)
        _ = try await first.accept(event("E1"), at: now)
        let whole = try folder.text(of: "journal")
        try folder.write(whole + #"{"kind":"accepted","time":"2025-06-15T15:0"#, to: "journal")

        let second = try journal(at: now)
        #expect(try folder.text(of: "journal") == whole)
        #expect(try await !second.accept(event("E1"), at: now))
    }

    @Test func `a start drops what is older than a day and keeps what it does not know`() async throws {
        let unknown = #"{"kind":"something-new","person":"P"}"#
        try folder.write("\(unknown)\nnot JSON\n[]\n{\"kind\":\"accepted\"}\n", to: "journal")
        let first = try journal(at: now)
        _ = try await first.accept(event("old"), at: now)
        try await first.answered(EventID("old"), at: now)
        _ = try await first.accept(event("young"), at: hours(20))
        try await first.answered(EventID("young"), at: hours(20.5))

        _ = try journal(at: hours(30))
        #expect(
            try folder.lines(of: "journal") == [
                unknown,
                #"{"kind":"accepted","time":"2025-06-16T11:06:40.000Z","event":"young","what":"message","#
                    + #""resource":"message-young","person":"public-alice","person_key":"alice"}"#,
                #"{"kind":"answered","time":"2025-06-16T11:36:40.000Z","event":"young"}"#,
            ])
    }

    @Test(arguments: [
        IncomingEvent.Kind.message, .cardAction, .forwardedRecording(instance: MeetingID("abc_I_1")),
    ])
    func `what was taken on and not answered is known after a restart`(kind: IncomingEvent.Kind) async throws {
        var open = event("open")
        open.kind = kind
        open.resolver = "https://conv-a.example.com/messages/open"
        let first = try journal(at: now)
        for event in [event("done"), open] { _ = try await first.accept(event, at: now) }
        try await first.answered(EventID("done"), at: now)
        #expect(first.openEvents == [OpenEvent(event: open, arrival: now)])
        let resumed = OpenEvent(event: open, arrival: now, isOfEarlierStart: true)
        #expect(try journal(at: hours(23)).openEvents == [resumed])
        #expect(try journal(at: hours(25)).openEvents.isEmpty)
    }

    @Test func `how far an answer came is known after a restart`() async throws {
        let first = try journal(at: now)
        _ = try await first.accept(event("E1"), at: now)
        try await first.noticed(MessageID("notice"), of: EventID("E1"), at: now)
        try await first.sending(EventID("E1"), messages: 3, isDecided: true, at: now)
        try await first.sent(MessageID("card-1"), of: EventID("E1"), at: now + 1)
        for journal in [first, try journal(at: hours(1))] {
            let open = try #require(journal.openEvent(EventID("E1")))
            #expect(
                open.progress
                    == AnswerProgress(messages: 3, isDecided: true, sent: [MessageID("card-1")], latest: now + 1))
            #expect(open.notice == MessageID("notice"))
        }
        let second = try journal(at: hours(1))
        try await second.answered(EventID("E1"), with: MessageID("card-3"), at: hours(1))
        let third = try journal(at: hours(2))
        #expect(third.openEvents.isEmpty)
        let claimed = ["notice", "card-1", "card-2", "card-3"].filter { third.isClaimed(MessageID($0)) }
        #expect(claimed == ["notice", "card-1", "card-3"])
    }

    @Test func `a message that answers nobody is claimed for a day, across restarts`() async throws {
        let first = try journal(at: now)
        try await first.claim(MessageID("alert"), at: now)
        for journal in [first, try journal(at: hours(1)), try journal(at: hours(23))] {
            #expect(journal.isClaimed(MessageID("alert")))
        }
        #expect(try !journal(at: hours(25)).isClaimed(MessageID("alert")))
    }

    @Test(arguments: ["sent", "noticed"])
    func `what an earlier version claimed under the name of no event is still claimed`(kind: String) throws {
        let line =
            #"{"kind":"\#(kind)","time":"2025-06-16T11:06:40.000Z","event":"alert","message":"an-alert"}"#
        try folder.write("\(line)\n", to: "journal")
        let journal = try journal(at: now)
        #expect(journal.isClaimed(MessageID("an-alert")) && journal.openEvents.isEmpty)
        #expect(try folder.lines(of: "journal") == [line])
    }

    @Test func `an event that an earlier version noted is not new, and cannot be taken up again`() async throws {
        let line = #"{"kind":"accepted","time":"2025-06-15T15:06:40.000Z","event":"E1"}"#
        try folder.write("\(line)\n", to: "journal")
        let journal = try journal(at: now)
        #expect(journal.openEvents.isEmpty)
        #expect(try await !journal.accept(event("E1"), at: now))
    }

    @Test func `an event whose line could not be written is not open either`() async throws {
        let full = try AppendOnlyFile("/dev/full", durability: .buffered)
        let journal = Journal(JournalContents(), continuedIn: full)
        await #expect(throws: FileError.self) { try await journal.accept(event("E1"), at: now) }
        #expect(journal.openEvents.isEmpty)
    }

    @Test func `a journal without a folder is refused at once`() {
        #expect(throws: FileError.self) { try Journal(folder("missing/journal"), now: now) }
        #expect(throws: FileError.self) { try Journal(folder.path, now: now) }
    }

    @Test func `while it runs a journal is cut down, and what holds for ever stays`() async throws {
        let later = hours(30)
        let first = try Journal(folder("journal"), now: now, growth: 4096) { later }
        try await first.remember(device: "steward-1")
        try await first.greet(person("alice"))
        try await first.remember(language: "cs-CZ", of: person("alice"))
        for number in 0..<200 { _ = try await first.accept(event("old-\(number)"), at: now) }
        #expect(try folder.lines(of: "journal").count < 100)
        #expect(try await first.accept(event("young"), at: later))
        let second = try journal(at: later)
        #expect(second.device == "steward-1")
        #expect(second.hasGreeted(person("alice")))
        #expect(second.language(of: person("alice")) == "cs-CZ")
        #expect(try await !second.accept(event("young"), at: later))
    }

    private func person(_ name: String) -> PersonID { PersonID(publicID: "public-\(name)", key: name) }

    @Test func `who was welcomed and what language they chose is known after a restart`() async throws {
        let first = try journal(at: now)
        #expect(!first.hasGreeted(person("alice")))
        try await first.greet(person("alice"))
        try await first.remember(language: "de-DE", of: person("alice"))
        try await first.remember(language: "cs-CZ", of: person("alice"))
        let second = try journal(at: hours(1_000))
        #expect(second.hasGreeted(person("alice")))
        #expect(!second.hasGreeted(person("hana")))
        #expect(second.language(of: person("alice")) == "cs-CZ")
        #expect(second.language(of: person("hana")) == nil)
        #expect(try folder.lines(of: "journal").count == 2)
    }
}
