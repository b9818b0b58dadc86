import Files
import JSONTree
import Logging
import ServiceLifecycle
import TemporaryFolders
import Testing
import TestSupport

@testable import Cards

@Suite struct CardReloaderTests {
    let folder: TemporaryFolder
    let log = CapturedLog()

    init() throws { folder = try TemporaryFolder.ofCards() }

    private func reloader() throws(CardError) -> CardReloader {
        try CardReloader(folder: folder.path, logger: log.logger)
    }

    private func title(_ library: CardLibrary) -> String? {
        let form = FormCard(asksForHost: true, daysBack: 10, maximumDaysBack: 365)
        return CardRules.texts(of: library.card(form, in: Samples.english)).first
    }

    private func call(form title: String) throws {
        try folder.write(CardLibrary.builtinFiles["locales/en-US.json"] ?? [], to: "locales/en-US.json")
        try folder.replace("\"Find recordings\"", with: "\"\(title)\"", in: "locales/en-US.json")
    }

    @Test func `the first reading puts the folder in force`() throws {
        let reloader = try reloader()
        #expect(title(reloader.store.snapshot) == "Find recordings")
        #expect(reloader.reloadIfChanged() == .unchanged)
        #expect(log.lines.isEmpty)
    }

    @Test func `without a good folder there is nothing to start with`() throws {
        try folder.write("{", to: "form.json")
        #expect(throws: CardError.self) { try reloader() }
    }

    @Test func `a change of a text is in force after a reload, and logged once`() throws {
        let reloader = try reloader()
        let before = reloader.store.snapshot
        try call(form: "What was recorded")
        #expect(reloader.reloadIfChanged() == .applied)
        #expect(title(reloader.store.snapshot) == "What was recorded")
        #expect(title(before) == "Find recordings", "a request keeps what it began with")
        #expect(reloader.reloadIfChanged() == .unchanged)
        #expect(log.lines == ["notice cards applied"])
    }

    @Test func `a change of a template is in force after a reload`() throws {
        let reloader = try reloader()
        try folder.replace("\"${text.form_title}\"", with: "\"Looking for ${text.form_title}\"", in: "form.json")
        #expect(reloader.reloadIfChanged() == .applied)
        #expect(title(reloader.store.snapshot) == "Looking for Find recordings")
    }

    @Test func `a language can be added and taken away`() throws {
        let reloader = try reloader()
        let known = reloader.store.snapshot.languages
        try folder.write(CardLibrary.builtinFiles["locales/en-US.json"] ?? [], to: "locales/en-GB.json")
        #expect(reloader.reloadIfChanged() == .applied)
        #expect(reloader.store.snapshot.languages.count == known.count + 1)
        try Files.remove(folder("locales/en-GB.json"))
        #expect(reloader.reloadIfChanged() == .applied)
        #expect(reloader.store.snapshot.languages == known)
    }

    @Test func `a broken folder changes nothing, is reported once with its place, and the next good one recovers`()
        throws
    {
        let reloader = try reloader()
        try folder.replace("until ${time}", with: "until ${tiem}", in: "locales/en-US.json")
        guard case .refused(let problems) = reloader.reloadIfChanged(), let problem = problems.first else {
            Issue.record("not refused")
            return
        }
        #expect(problem.file == "locales/en-US.json")
        #expect(problem.position?.column == 19)
        #expect(problem.text.contains("nothing fills \"tiem\""))
        #expect(reloader.reloadIfChanged() == .unchanged)
        #expect(title(reloader.store.snapshot) == "Find recordings")

        try call(form: "What was recorded")
        #expect(reloader.reloadIfChanged() == .applied)
        #expect(title(reloader.store.snapshot) == "What was recorded")
        #expect(log.lines == ["error cards refused, those in force stay", "notice cards recovered"])
    }

    @Test func `what is refused stays known while files of other kinds come and go`() throws {
        let reloader = try reloader()
        try folder.write("{", to: "form.json")
        _ = reloader.reloadIfChanged()
        for name in ["notes.txt", "locales/.en-US.json.swp", ".form.json"] { try folder.write("x", to: name) }
        try Files.replace(folder("form.json"), with: Array("{".utf8))
        #expect(reloader.reloadIfChanged() == .unchanged)
        #expect(log.lines.count == 1)
    }

    @Test func `a folder that goes away is refused and recovers`() throws {
        let reloader = try reloader()
        folder.rename("locales", to: "away")
        let gone = reloader.reloadIfChanged()
        folder.rename("away", to: "locales")
        #expect(gone == .refused([.init("cannot be read: No such file or directory", in: "locales/")]))
        #expect(reloader.reloadIfChanged() == .applied)
    }

    @Test(.timeLimit(.minutes(1))) func `while it runs, changes of both folders are put in force`() async throws {
        let (outcomes, continuation) = AsyncStream.makeStream(of: CardReloadOutcome.self)
        let reloader = try CardReloader(
            folder: folder.path, observer: { continuation.yield($0) }, logger: log.logger)
        let service: any Service = reloader
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            var iterator = outcomes.makeAsyncIterator()
            // The first change may still be seen by the look that run() takes before it waits; the others are not.
            for title in ["one", "two"] {
                try call(form: title)
                while self.title(reloader.store.snapshot) != title { #expect(await iterator.next() != nil) }
            }
            try folder.replace("\"${text.form_title}\"", with: "\"three ${text.form_title}\"", in: "form.json")
            while title(reloader.store.snapshot) != "three two" { #expect(await iterator.next() != nil) }
            group.cancelAll()
        }
    }
}
