/// One look at one thing; it changes nothing.
struct Check: Sendable {
    /// What is found when the look takes longer than it may; nothing for a look at what is known already.
    var late: Finding?
    let look: @Sendable () async -> [Finding]

    init(late: Finding? = nil, _ look: @escaping @Sendable () async -> [Finding]) {
        self.late = late
        self.look = look
    }

    /// A look at files, which may be on a file system that does not answer.
    ///
    /// - Parameters:
    ///   - late: What is found then, with an advice of its own.
    ///   - look: May block.
    /// - Returns: The look, on a thread of its own.
    static func files(late: Finding, _ look: @escaping @Sendable () -> [Finding]) -> Check {
        var late = late
        late.advice = "see whether the file system there answers"
        return Check(late: late) { await onOwnThread(look) }
    }

    /// What the look finds, or that it took too long: one that hears of no cancellation is left behind.
    ///
    /// - Parameters:
    ///   - deadline: How long it may take.
    ///   - clock: Measures that.
    /// - Returns: At least one finding of a look that took too long; none when the caller is cancelled.
    func findings(within deadline: Duration, on clock: any Clock<Duration>) async -> [Finding] {
        guard let late else { return await look() }
        let (outcomes, outcome) = AsyncStream.makeStream(of: [Finding].self)
        // No group, which would wait for a look that goes on when nobody wants to know any more.
        let racers: [Task<Void, Never>] = [
            Task { outcome.yield(await look()) },
            Task {
                try? await clock.sleep(for: deadline)
                outcome.yield([late])
            },
        ]
        defer { for racer in racers { racer.cancel() } }
        return await outcomes.first { _ in true } ?? []
    }
}
