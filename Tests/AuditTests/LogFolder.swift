import Audit
import Files
import FoundationEssentials
import Glibc
import Recordings
import Synchronization
import TemporaryFolders
import TestSupport

/// A folder with an audit log, a clock that is set by hand, and what was told about the log.
final class LogFolder: Sendable {
    static let key = [UInt8](repeating: 1, count: 32)
    static let otherKey = [UInt8](repeating: 2, count: 32)

    let folder: TemporaryFolder
    let told = CapturedLog()
    private let time = Mutex(LogFolder.noon(20))

    init() throws { folder = try TemporaryFolder() }

    var path: String { folder("audit.log") }

    /// Noon of a day in November 2026, in UTC.
    static func noon(_ day: Int) -> Date { Date(timeIntervalSince1970: 1_793_534_400 + Double(day - 1) * 86_400) }

    func set(day: Int) { time.withLock { $0 = Self.noon(day) } }

    func open(keys: [[UInt8]] = [LogFolder.key], keeping days: Int = 0) throws -> AuditLog {
        let configuration = AuditLog.Configuration(
            keys: keys, retentionDays: { days }, now: { [self] in time.withLock { $0 } })
        return try AuditLog(path, configuration, logger: told.logger)
    }

    func line(_ event: String, _ status: AuditLine.Status = .permitted) -> AuditLine {
        AuditLine(status, "as tested", event: EventID(event), at: time.withLock { $0 })
    }

    /// Opens the log, adds lines called `E1`, `E2` and so on, and closes it.
    func write(
        _ count: Int, keys: [[UInt8]] = [LogFolder.key], keeping days: Int = 0
    ) async throws {
        let log = try open(keys: keys, keeping: days)
        for number in 1...count { try await log.write(line("E\(number)")) }
    }

    func verify(_ name: String = "audit.log", keys: [[UInt8]] = [LogFolder.key]) throws -> AuditReport {
        try AuditVerifier(keys: keys).verify(folder(name))
    }

    func bytes(of name: String = "audit.log") throws -> [UInt8] { try Files.read(folder(name), limit: 1 << 20) }

    /// What is wrong, as `file:line`, and nothing when nothing is.
    func place(_ report: AuditReport) -> String? {
        report.finding.map { "\($0.path.dropFirst(folder.path.count + 1)):\($0.line)" }
    }

    var names: [String] { get throws { try Files.list(folder.path) } }
}
