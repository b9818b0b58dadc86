import Audit
import Files
import FoundationEssentials
import Glibc
import JSONTree
import TemporaryFolders
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1))) struct AuditLogTests {
    let logs: LogFolder

    init() throws { logs = try LogFolder() }

    @Test func `a line is in the file when write returns, after the lines of the run before`() async throws {
        try await logs.open().write(logs.line("E1"))
        let log = try logs.open()
        try await log.write(logs.line("E2"))
        let lines = try logs.folder.lines(of: "audit.log")
        #expect(lines.count == 2)
        for (line, written) in zip(lines, [logs.line("E1"), logs.line("E2")]) {
            #expect(line.hasPrefix(written.text.dropLast()))
        }
    }

    @Test func `a line ends with the mark of the line before and its own`() async throws {
        try await logs.write(2)
        let lines = try logs.folder.lines(of: "audit.log").map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(lines.first?.object?.members.map(\.name).suffix(3) == ["reference", "previous", "chain"])
        #expect(lines.first?["previous"] == .null)
        #expect(lines.last?["previous"] == lines.first?["chain"])
        #expect(lines.last?["chain"]?.string?.hasPrefix("1.2.") == true)
        #expect(lines.map { $0.object?.members.map(\.name) } == [AuditRecord.names, AuditRecord.names])
    }

    @Test func `decisions made at the same time each have their line, in one chain`() async throws {
        let log = try logs.open()
        let lines = (0..<100).map { logs.line("E\($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for line in lines { group.addTask { try await log.write(line) } }
            try await group.waitForAll()
        }
        #expect(try logs.verify().lines == ["\(logs.path): sound, 100 lines, numbers 1 to 100"])
        let events = try logs.folder.lines(of: "audit.log").map { try JSONValue(parsing: Array($0.utf8))["event_id"] }
        #expect(Set(events.compactMap { $0?.string }).count == 100)
    }

    @Test func `a line that does not reach the disk is an error`() async throws {
        let log = try AuditLog("/dev/full", .init(keys: [LogFolder.key]), logger: logs.told.logger)
        let cause = FileError(operation: "write", path: "/dev/full", code: ENOSPC)
        await #expect(throws: AuditError(cause)) { try await log.write(logs.line("E1")) }
        #expect(!Files.exists("/dev/full.head"))
    }

    @Test func `after a line that did not fit, the chain goes on without a gap`() async throws {
        try FileSizeLimit.begin()
        let limit = FileSizeLimit.size
        let log = try logs.open()
        try await log.write(logs.line("E1"))
        let size = try logs.bytes().count
        try #require(unsafe truncate(logs.path, limit - 5) == 0)
        let cause = FileError(operation: "write", path: logs.path, code: EFBIG)
        await #expect(throws: AuditError(cause)) { try await log.write(logs.line("lost")) }
        try #require(unsafe truncate(logs.path, size) == 0)
        try await log.write(logs.line("E2"))
        #expect(try logs.verify().lines == ["\(logs.path): sound, 2 lines, numbers 1 to 2"])
    }

    @Test func `a log that cannot be opened is refused at once, for the operator to read`() {
        let missing = logs.folder("missing/audit.log")
        let error = #expect(throws: AuditError.self) {
            try AuditLog(missing, .init(keys: [LogFolder.key]), logger: logs.told.logger)
        }
        #expect(error?.description.hasPrefix("audit log: could not open \(missing)") == true)
    }

    @Test func `without a key there is no log`() {
        #expect(throws: AuditError(.cannotSign, logs.path)) { try logs.open(keys: []) }
    }

    @Test func `nobody else on the machine may read the log or its head`() throws {
        _ = try logs.open()
        for name in ["audit.log", "audit.log.head"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: logs.folder(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `a second writer is refused and told who has the log, until the first lets go`() throws {
        var first: AuditLog? = try logs.open()
        #expect(throws: AuditError(.inUse(process: Int(getpid())), logs.path)) { try logs.open() }
        #expect(first != nil)
        first = nil
        _ = try logs.open()
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may open everything"))
    func `a log in a folder of somebody else says whose it is`() throws {
        let error = #expect(throws: AuditError.self) {
            try AuditLog("/root/audit.log", .init(keys: [LogFolder.key]), logger: logs.told.logger)
        }
        #expect(error?.description.contains("it belongs to user 0") == true)
    }

    @Test func `what belongs to somebody else says whose it is and who asks`() {
        let cause = FileError(operation: "open", path: "/log/audit.log", code: EACCES)
        let error = AuditError(.notPermitted(cause, owner: 0, user: 1000), "/log/audit.log")
        #expect(
            error.description
                == "audit log: could not open /log/audit.log: Permission denied (errno 13): it belongs to "
                + "user 0, and this process runs as user 1000; give it to user 1000, or name another place for the audit "
                + "log")
    }
}
