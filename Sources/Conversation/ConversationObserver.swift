/// Is told how requests go, for whoever counts them.
package struct ConversationObserver: Sendable {
    /// A request was dealt with: what it asked for, what came of it, and how long after it arrived.
    package var requestEnded: @Sendable (_ kind: String, _ outcome: String, _ time: Duration) -> Void
    /// The line of a decision is on the disk.
    package var auditWritten: @Sendable (_ time: Duration) -> Void

    /// The line of a decision could not be written.
    package var auditFailed: @Sendable () -> Void

    /// Tells nobody unless somebody listens; all are called in the middle of a request and must not wait.
    package init(
        requestEnded: @escaping @Sendable (_ kind: String, _ outcome: String, _ time: Duration) -> Void = { _, _, _ in
        },
        auditWritten: @escaping @Sendable (_ time: Duration) -> Void = { _ in },
        auditFailed: @escaping @Sendable () -> Void = {}
    ) {
        self.requestEnded = requestEnded
        self.auditWritten = auditWritten
        self.auditFailed = auditFailed
    }
}
