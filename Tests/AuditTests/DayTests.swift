import Audit
import Files
import TemporaryFolders
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1))) struct DayTests {
    let logs: LogFolder

    init() throws { logs = try LogFolder() }

    /// Two lines on each of several days, by one process that runs through.
    private func write(days: ClosedRange<Int>, keeping kept: Int = 0) async throws {
        logs.set(day: days.lowerBound)
        let log = try logs.open(keeping: kept)
        for day in days {
            logs.set(day: day)
            for event in ["A", "B"] { try await log.write(logs.line("\(day)\(event)")) }
        }
    }

    @Test func `the first line of a day begins a file, and the chain goes on`() async throws {
        try await write(days: 20...22)
        #expect(
            try logs.names == ["audit-2026-11-20.log", "audit-2026-11-21.log", "audit.log", "audit.log.head"])
        #expect(
            try logs.verify().lines == [
                "\(logs.folder("audit-2026-11-20.log")): sound, 2 lines, numbers 1 to 2",
                "\(logs.folder("audit-2026-11-21.log")): sound, 2 lines, numbers 3 to 4",
                "\(logs.path): sound, 2 lines, numbers 5 to 6",
            ])
    }

    @Test func `a day that began while nothing ran is noticed at the next line`() async throws {
        try await logs.write(1)
        logs.set(day: 23)
        let log = try logs.open()
        #expect(try logs.names == ["audit.log", "audit.log.head"])
        try await log.write(logs.line("E1"))
        #expect(try logs.names == ["audit-2026-11-20.log", "audit.log", "audit.log.head"])
        #expect(try logs.verify().isSound)
    }

    @Test(arguments: [false, true])
    func `a crash while a day begins leaves a log that goes on, each day in its file`(hasNewFile: Bool) async throws {
        try await logs.write(2)
        logs.folder.rename("audit.log", to: "audit-2026-11-20.log")
        if hasNewFile { try logs.folder.write("", to: "audit.log") }
        #expect(try logs.verify().isSound)
        try await write(days: 21...22)
        #expect(
            try logs.names == ["audit-2026-11-20.log", "audit-2026-11-21.log", "audit.log", "audit.log.head"])
        #expect(try logs.verify().files.map(\.numbers) == [1...2, 3...4, 5...6])
        #expect(!logs.told.lines.contains { $0.hasPrefix("error") })
    }

    @Test func `a clock that was set back begins no day twice`() async throws {
        let log = try logs.open()
        for day in [20, 21, 20, 21] {
            logs.set(day: day)
            try await log.write(logs.line("E\(day)"))
        }
        #expect(try logs.verify().files.map(\.numbers) == [1...1, 2...4])
    }

    @Test func `a file that has the name already is left alone, and no line is lost`() async throws {
        try await logs.write(1)
        try logs.folder.write("mine\n", to: "audit-2026-11-20.log")
        logs.set(day: 21)
        let log = try logs.open()
        try await log.write(logs.line("E2"))
        #expect(try logs.folder.text(of: "audit-2026-11-20.log") == "mine\n")
        #expect(try logs.folder.lines(of: "audit.log").count == 2)
        #expect(logs.told.lines.contains("error the audit log could not begin a new day"))
    }

    @Test func `retention removes whole days, and the log verifies without them`() async throws {
        try await write(days: 16...20, keeping: 2)
        #expect(
            try logs.names == ["audit-2026-11-18.log", "audit-2026-11-19.log", "audit.log", "audit.log.head"])
        #expect(try logs.verify().files.map(\.numbers) == [5...6, 7...8, 9...10])
    }

    @Test func `retention also works at the start, and after it everything may be gone but the end`() async throws {
        try await write(days: 18...20)
        logs.set(day: 25)
        _ = try logs.open(keeping: 3)
        #expect(try logs.names == ["audit.log", "audit.log.head"])
        #expect(try logs.verify().isSound)
        try await logs.write(1, keeping: 3)
        #expect(try logs.names == ["audit.log", "audit.log.head"])
        #expect(try logs.verify().files.map(\.numbers) == [7...7])
    }

    @Test func `files that a crash kept retention from removing do no harm`() async throws {
        try await write(days: 18...20)
        let old = try logs.bytes(of: "audit-2026-11-18.log")
        _ = try logs.open(keeping: 1)
        #expect(try logs.names == ["audit-2026-11-19.log", "audit.log", "audit.log.head"])
        try logs.folder.write(old, to: "audit-2026-11-18.log")
        #expect(try logs.verify().isSound)
        _ = try logs.open(keeping: 1)
        #expect(try logs.names == ["audit-2026-11-19.log", "audit.log", "audit.log.head"])
    }

    @Test(arguments: [
        ("audit-2026-11-18.log", "audit-2026-11-19.log:1"), ("audit-2026-11-19.log", "audit.log:1"),
        ("audit.log", "audit.log:1"),
    ])
    func `a file that somebody removed is missing`(name: String, place: String) async throws {
        try await write(days: 18...20)
        try Files.remove(logs.folder(name))
        #expect(try logs.place(logs.verify()) == place)
    }

    @Test func `a file that retention would have kept does not go unnoticed with the ones it removed`() async throws {
        try await write(days: 16...20, keeping: 2)
        try Files.remove(logs.folder("audit-2026-11-18.log"))
        let finding = try logs.verify().finding
        #expect(finding?.problem == .missing(5...6))
    }

    @Test func `the file of one day is checked by itself`() async throws {
        try await write(days: 18...20)
        let report = try logs.verify("audit-2026-11-19.log")
        #expect(
            report.lines == [
                "\(logs.folder("audit-2026-11-19.log")): sound, 2 lines, numbers 3 to 4",
                "\(logs.folder("audit-2026-11-19.log")): not checked: what belongs before and after this file",
            ])
    }

    @Test(arguments: [
        ("2026-11-20", true), ("2026-02-30", false), ("2026-1-2", false), ("20261120", false), ("", false),
    ])
    func `a day is read as it is written`(text: String, isDay: Bool) {
        #expect((CalendarDay(text) != nil) == isDay)
    }

    @Test(arguments: [
        ("/log/audit.log", false), ("/log/audit-2026-11-20.log", true), ("audit-2026-11-20", true),
        ("/log/2026-11-20.log", false), ("/log/audit-2026-13-20.log", false), ("/log-2026-11-20/audit.log", false),
    ])
    func `the file of a day is known by its name`(path: String, isDay: Bool) {
        #expect(AuditFiles.isOneDay(path) == isDay)
    }
}
