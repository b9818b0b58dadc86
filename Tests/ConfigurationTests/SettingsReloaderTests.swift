import Configuration
import Files
import Logging
import ServiceLifecycle
import Synchronization
import TemporaryFolders
import Testing
import TestSupport

@Suite struct SettingsReloaderTests {
    let folder: TemporaryFolder
    let log = CapturedLog()

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(#"{"max_days_back": 100}"#, to: "config.json")
    }

    private func reloader(
        overrides: @escaping @Sendable (inout Settings) -> Void = { _ in }
    ) throws(SettingsError) -> SettingsReloader {
        try SettingsReloader(path: folder("config.json"), overrides: overrides, logger: log.logger)
    }

    @Test func `the first reading puts the file in force`() throws {
        let reloader = try reloader()
        #expect(reloader.store.snapshot.maximumDaysBack == 100)
        #expect(reloader.reloadIfChanged() == .unchanged)
        #expect(log.lines.isEmpty)
    }

    @Test func `what comes in force later is doubted, what is refused is not`() throws {
        let doubted = Mutex<[Int]>([])
        let reloader = try SettingsReloader(
            path: folder("config.json"),
            doubter: { settings in doubted.withLock { $0.append(settings.maximumDaysBack) } }, logger: log.logger)
        for text in [#"{"max_days_back": 50}"#, "{"] {
            try folder.write(text, to: "config.json")
            reloader.readAgain()
        }
        #expect(doubted.withLock { $0 } == [50])
    }

    @Test func `without a good file there is nothing to start with`() throws {
        try folder.write("{", to: "config.json")
        #expect(throws: SettingsError.self) { try reloader() }
    }

    @Test func `a change is in force after a reload, and logged once`() throws {
        let reloader = try reloader()
        try folder.write(#"{"max_days_back": 200, "colour": 1}"#, to: "config.json")

        guard case .applied(let warnings, []) = reloader.reloadIfChanged() else {
            Issue.record("not applied")
            return
        }
        #expect(warnings.map(\.key) == ["colour"])
        #expect(reloader.store.snapshot.maximumDaysBack == 200)
        #expect(reloader.reloadIfChanged() == .unchanged)
        #expect(log.lines == ["notice settings applied", "warning setting ignored"])
    }

    @Test func `a bad file changes nothing, is reported once with its place, and the next good one recovers`() throws {
        let reloader = try reloader()
        try folder.write("{\n  \"max_days_back\": \"x\"\n}", to: "config.json")
        guard case .refused(let problems) = reloader.reloadIfChanged() else {
            Issue.record("not refused")
            return
        }
        #expect(problems.first?.description.hasPrefix("\(folder("config.json")):2:20: max_days_back: ") == true)
        #expect(reloader.reloadIfChanged() == .unchanged)
        #expect(reloader.store.snapshot.maximumDaysBack == 100)

        try folder.write(#"{"max_days_back": 100}"#, to: "config.json")
        #expect(reloader.reloadIfChanged() == .applied(warnings: [], needingRestart: []))
        #expect(log.lines == ["error settings file refused, the settings in force stay", "notice settings recovered"])
    }

    @Test func `the same bad content under a new stamp is not reported again, another one is`() throws {
        let reloader = try reloader()
        for content in ["{", "{", "[", "{"] {
            try Files.replace(folder("config.json"), with: Array(content.utf8))
            _ = reloader.reloadIfChanged()
        }
        #expect(log.lines.count == 3)
    }

    @Test func `a file that is gone, or a folder in its place, is refused and recovers`() throws {
        let reloader = try reloader()
        try Files.remove(folder("config.json"))
        let gone = reloader.reloadIfChanged()
        try folder.createFolder("config.json")
        let replaced = reloader.reloadIfChanged()
        #expect([gone, replaced].map(\.isRefusal) == [true, true])
        #expect(reloader.store.snapshot.maximumDaysBack == 100)
    }

    @Test func `a half-written file is refused and the whole one applied`() throws {
        let reloader = try reloader()
        let whole = #"{"max_days_back": 300}"#
        for end in 0..<whole.utf8.count {
            try folder.write(Array(whole.utf8.prefix(end)), to: "config.json")
            #expect(reloader.reloadIfChanged().isRefusal)
        }
        try folder.write(whole, to: "config.json")
        #expect(reloader.reloadIfChanged() == .applied(warnings: [], needingRestart: []))
        #expect(reloader.store.snapshot.maximumDaysBack == 300)
    }

    @Test func `keys that need a restart are named`() throws {
        let reloader = try reloader()
        try folder.write(#"{"log_file": "/log/other", "token_storage_path": "/x"}"#, to: "config.json")
        #expect(
            reloader.reloadIfChanged() == .applied(warnings: [], needingRestart: ["log_file", "token_storage_path"]))
        #expect(log.lines.count { $0 == "warning setting takes effect after a restart" } == 2)

        // Taken back: what is in use is what the file says again.
        try folder.write(#"{"max_days_back": 200}"#, to: "config.json")
        #expect(reloader.reloadIfChanged() == .applied(warnings: [], needingRestart: []))
    }

    @Test func `overrides win over the file, at the start and at every reload`() throws {
        let reloader = try reloader { $0.language = "cs-CZ" }
        #expect(reloader.store.snapshot.language == "cs-CZ")
        try folder.write(#"{"language": "de-DE", "max_days_back": 50}"#, to: "config.json")
        _ = reloader.reloadIfChanged()
        #expect(reloader.store.snapshot.language == "cs-CZ")
        #expect(reloader.store.snapshot.maximumDaysBack == 50)
    }

    @Test(.timeLimit(.minutes(1))) func `while it runs, a change of the file is put in force by itself`() async throws {
        let (outcomes, continuation) = AsyncStream.makeStream(of: ReloadOutcome.self)
        let reloader = try SettingsReloader(
            path: folder("config.json"), observer: { continuation.yield($0) }, logger: log.logger)
        let service: any Service = reloader
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            var iterator = outcomes.makeAsyncIterator()
            // The first change may still be seen by the look that run() takes before it waits; the second is not.
            for days in [400, 500] {
                try folder.write("{\"max_days_back\": \(days)}", to: "config.json")
                while await iterator.next()?.isRefusal == true {}
                #expect(reloader.store.snapshot.maximumDaysBack == days)
            }
            group.cancelAll()
        }
    }
}

extension ReloadOutcome {
    fileprivate var isRefusal: Bool { if case .refused = self { true } else { false } }
}
