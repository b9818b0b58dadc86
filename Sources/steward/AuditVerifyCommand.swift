import ArgumentParser
import Audit
import Service

/// Names the first line that is not as it was written, or not where.
struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Names the first line that was edited, moved or removed.",
        discussion: """
            A log is checked with the files of its days and its head; a file with a day in its name by itself. The key \
            comes from STEWARD_KEY, else from the state folder; without it only the order of the lines is checked. Exit \
            code 1 when something is wrong. docs/audit.md says what can be noticed.
            """)

    @OptionGroup var source: AuditCommand.Source

    func run() throws {
        let access = try source.access()
        let verifier = try AuditVerifier(keys: access.keys)
        let reports = try (source.files.isEmpty ? [access.log] : source.files).map { try verifier.verify($0) }
        for line in reports.flatMap(\.lines) { Terminal.write(line) }
        if reports.contains(where: { !$0.isSound }) { throw ExitCode.failure }
    }
}
