import Audit
import Files
import FoundationEssentials
import Glibc
import Recordings
import TemporaryFolders
import Testing

@Suite struct AuditLogTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func line(_ event: String, _ status: AuditLine.Status = .permitted) -> AuditLine {
        AuditLine(status, "as tested", event: EventID(event), at: Date(timeIntervalSince1970: 0))
    }

    @Test func `a line is in the file when write returns, after the lines of the run before`() async throws {
        try await AuditLog(folder("audit.log")).write(line("E1"))
        let log = try AuditLog(folder("audit.log"))
        try await log.write(line("E2"))
        #expect(try folder.lines(of: "audit.log") == [line("E1").text, line("E2").text])
        try await log.write(line("E2", .delivered))
        #expect(try folder.lines(of: "audit.log").count == 3)
    }

    @Test func `decisions made at the same time each have their line`() async throws {
        let log = try AuditLog(folder("audit.log"))
        let lines = (0..<100).map { line("E\($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for line in lines { group.addTask { try await log.write(line) } }
            try await group.waitForAll()
        }
        #expect(try Set(folder.lines(of: "audit.log")) == Set(lines.map(\.text)))
    }

    @Test func `a line that does not reach the disk is an error`() async throws {
        let log = try AuditLog("/dev/full")
        await #expect(throws: AuditError(cause: FileError(operation: "write", path: "/dev/full", code: ENOSPC))) {
            try await log.write(line("E1"))
        }
    }

    @Test func `a log that cannot be opened is refused at once, for the operator to read`() {
        let error = #expect(throws: AuditError.self) { try AuditLog(folder("missing/audit.log")) }
        #expect(error?.description.hasPrefix("audit log: could not open \(folder("missing/audit.log"))") == true)
    }

    @Test func `nobody else on the machine may read the log`() throws {
        _ = try AuditLog(folder("audit.log"))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder("audit.log"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
}
