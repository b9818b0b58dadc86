import Configuration
import FoundationEssentials
import Glibc
import Testing
import TestSupport

/// Every way of changing the file, with everything that it can come to hold.
@Suite(.timeLimit(.minutes(2))) struct ReloadMatrixTests {
    /// What cannot be used, and how its report begins behind the name of the file.
    static let refusals: [(content: EditedFile.Content, report: String)] = [
        (.text("{\n  \"protect_pmr\": maybe\n}"), ":2:18: expected a value"),
        (.text("{\n  \"max_days_back\": \"x\"\n}"), ":2:20: max_days_back: expected a whole number from 1 to 3650"),
        (.text("{\n  \"protect_pmr\": true,\n  \"protect_pmr\": false\n}"), ":3:3: protect_pmr: set twice"),
        (.text(""), ":1:1: the text is empty"),
        (.text("{\"approved_domains\": [\"exam"), ":1:23: the text in double quotes never ends"),
        (.fiveMegabytes, ": cannot be read: it has more than 1048576 bytes"),
        (.folder, ": cannot be read: Is a directory"),
        (.unreadable, ": cannot be read: Too many levels of symbolic links"),
    ]

    static let cases = EditedFile.Way.allCases.flatMap { way in
        refusals.filter { EditedFile.fits($0.content, way) }.map { (way, $0.content, $0.report) }
    }

    @Test(arguments: cases)
    func `a bad file is reported once with its place and changes nothing, and the next good one recovers`(
        way: EditedFile.Way, content: EditedFile.Content, report: String
    ) async throws {
        try await watching(way) { file, outcomes, store in
            try file.change(to: content)
            // What is caught in the middle of writing is reported as what it is at that moment.
            var outcome = try await outcomes.next()
            while !outcome.isReported(as: file.path + report) { outcome = try await outcomes.next() }
            #expect(store.snapshot.maximumDaysBack == 200)

            try file.change(to: content)
            try file.change(to: .text(#"{"max_days_back": 300}"#))
            let next = try await outcomes.next()
            let isOneStep = way != .truncatedFirst && way != .inPlace && content != .folder
            #expect(next == .applied(warnings: [], needingRestart: []) || !isOneStep)
            while store.snapshot.maximumDaysBack != 300 { _ = try await outcomes.next() }
        }
    }

    @Test(arguments: EditedFile.Way.allCases)
    func `a good file is in force within a second`(way: EditedFile.Way) async throws {
        try await watching(way) { file, outcomes, store in
            // On a busy machine one of them may take longer.
            var times: [Duration] = []
            for days in 301...305 {
                let start = ContinuousClock.now
                try file.change(to: .text("{\"max_days_back\": \(days)}"))
                while store.snapshot.maximumDaysBack != days { _ = try await outcomes.next() }
                times.append(ContinuousClock.now - start)
            }
            #expect(try #require(times.min()) < .seconds(1))
        }
    }

    @Test(arguments: refusals.indices)
    func `a file that was read on request is treated no other way`(index: Int) throws {
        let (content, report) = Self.refusals[index]
        let file = try EditedFile(.renamed, beginningWith: "{}")
        let reloader = try SettingsReloader(path: file.path, logger: .silent)
        try file.change(to: content)
        #expect(reloader.readAgain().isReported(as: file.path + report))
        #expect(reloader.readAgain() == .unchanged)
        try file.change(to: .text("{}"))
        #expect(reloader.readAgain() == .applied(warnings: [], needingRestart: []))
    }

    @Test func `a file that only looks untouched is read on request`() throws {
        let file = try EditedFile(.inPlace, beginningWith: #"{"max_days_back": 100}"#)
        let reloader = try SettingsReloader(path: file.path, logger: .silent)
        let date = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate]
        try file.change(to: .text(#"{"max_days_back": 200}"#))
        try FileManager.default.setAttributes(
            [.modificationDate: try #require(date)], ofItemAtPath: file.path)
        _ = reloader.readAgain()
        #expect(reloader.store.snapshot.maximumDaysBack == 200)
    }

    @Test(.enabled(if: BindMount.isPermitted))
    func `a change behind a bind mount of the single file is seen`() async throws {
        let real = try EditedFile(.inPlace, beginningWith: #"{"max_days_back": 100}"#)
        let seen = try EditedFile(.inPlace, beginningWith: "{}")
        let mount = try BindMount(real.path, on: seen.path)
        defer { withExtendedLifetime(mount) {} }
        let (outcomes, reloader) = try watched(seen.path)
        try await run(reloader) {
            for days in [200, 300] {
                try real.change(to: .text("{\"max_days_back\": \(days)}"))
                while reloader.store.snapshot.maximumDaysBack != days { _ = try await outcomes.next() }
            }
        }
    }

    /// Runs `use` while a file is watched whose changes are seen already; it says 200 days by then.
    private func watching(
        _ way: EditedFile.Way, _ use: @escaping @Sendable (EditedFile, Outcomes, SettingsStore) async throws -> Void
    ) async throws {
        let file = try EditedFile(way, beginningWith: #"{"max_days_back": 100}"#)
        let (outcomes, reloader) = try watched(file.path)
        try await run(reloader) {
            // The first change may still be seen by the look before the watch; what follows is not.
            for days in [150, 200] {
                try file.change(to: .text("{\"max_days_back\": \(days)}"))
                while reloader.store.snapshot.maximumDaysBack != days { _ = try await outcomes.next() }
            }
            try await use(file, outcomes, reloader.store)
        }
    }

    /// No tick helps: what is seen, the kernel told of.
    private func watched(_ path: String) throws -> (Outcomes, SettingsReloader) {
        let (stream, continuation) = AsyncStream.makeStream(of: ReloadOutcome.self)
        let reloader = try SettingsReloader(
            path: path, tick: .seconds(3600), observer: { continuation.yield($0) }, logger: .silent)
        return (Outcomes(stream), reloader)
    }

    private func run(
        _ reloader: SettingsReloader, _ use: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withDeadline {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await reloader.run() }
                group.addTask { try await use() }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }
}

/// What the watch has made of the changes, one after the other.
private struct Outcomes: Sendable {
    private let stream: AsyncStream<ReloadOutcome>
    init(_ stream: AsyncStream<ReloadOutcome>) { self.stream = stream }

    func next() async throws -> ReloadOutcome {
        for await outcome in stream { return outcome }
        throw DeadlinePassed()
    }
}

extension ReloadOutcome {
    fileprivate func isReported(as report: String) -> Bool {
        guard case .refused(let problems) = self, problems.count == 1 else { return false }
        return problems.first?.description.hasPrefix(report) == true
    }
}

/// One file mounted over another; taken away with this object.
private final class BindMount: Sendable {
    private let target: String

    init(_ source: String, on target: String) throws {
        guard unsafe mount(source, target, nil, UInt(MS_BIND), nil) == 0 else { throw CocoaError(.fileWriteUnknown) }
        self.target = target
    }

    deinit { unsafe umount2(target, Int32(MNT_DETACH)) }

    /// Not so in most containers.
    static let isPermitted: Bool = {
        guard let one = try? EditedFile(.inPlace, beginningWith: "1") else { return false }
        return (try? BindMount(one.path, on: one.path)) != nil
    }()
}
