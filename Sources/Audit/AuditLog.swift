import Files

/// The audit log: one JSON object per line, only ever added to.
package final class AuditLog: Sendable {
    private let file: AppendOnlyFile

    /// Opens the log at `path`, or begins it; one process writes to it at a time.
    package init(_ path: String) throws(AuditError) {
        do throws(FileError) {
            file = try AppendOnlyFile(path, durability: .synced)
        } catch {
            throw AuditError(cause: error)
        }
    }

    /// Adds a line and returns when it is on the disk; nothing may leave for the requester before that.
    ///
    /// Calls may overlap and then share one sync. Cancellation does not shorten the wait.
    ///
    /// - Parameter line: What was decided, or what became of the answer.
    /// - Throws: ``AuditError``; the line is then not in the log and the answer must not be given.
    package func write(_ line: AuditLine) async throws(AuditError) {
        do throws(FileError) {
            try await file.append(Array("\(line.text)\n".utf8))
        } catch {
            throw AuditError(cause: error)
        }
    }
}
