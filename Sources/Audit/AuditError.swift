package import Files

/// The audit log could not be opened or written.
package struct AuditError: Error, Equatable, CustomStringConvertible {
    /// What the disk said.
    package let cause: FileError

    package init(cause: FileError) { self.cause = cause }

    /// For the operator; the requester is only told to come back later.
    package var description: String { "audit log: \(cause)" }
}
