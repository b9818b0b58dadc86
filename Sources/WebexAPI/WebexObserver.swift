/// Is told how calls go, for whoever counts them.
package struct WebexObserver: Sendable {
    /// One try of a call ended: which call, with which status or word for what was in the way of one, and after how long.
    package var tryEnded: @Sendable (_ operation: String, _ outcome: String, _ time: Duration) -> Void
    /// Webex asked to wait before the call is made again.
    package var askedToWait: @Sendable (_ operation: String, _ delay: Duration) -> Void

    /// Tells nobody unless somebody listens; both are called in the middle of a call and must not wait.
    package init(
        tryEnded: @escaping @Sendable (_ operation: String, _ outcome: String, _ time: Duration) -> Void = { _, _, _ in
        },
        askedToWait: @escaping @Sendable (_ operation: String, _ delay: Duration) -> Void = { _, _ in }
    ) {
        self.tryEnded = tryEnded
        self.askedToWait = askedToWait
    }
}
