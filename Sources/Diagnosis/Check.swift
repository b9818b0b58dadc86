/// One look at one thing; it changes nothing.
struct Check: Sendable {
    /// What is found when the look takes longer than it may; nothing for a look at files of this machine.
    var late: Finding?
    let look: @Sendable () async -> [Finding]

    init(late: Finding? = nil, _ look: @escaping @Sendable () async -> [Finding]) {
        self.late = late
        self.look = look
    }

    /// What the look finds, or that it took too long.
    ///
    /// - Parameters:
    ///   - deadline: How long it may take.
    ///   - clock: Measures that.
    /// - Returns: At least one finding of a look that took too long.
    func findings(within deadline: Duration, on clock: any Clock<Duration>) async -> [Finding] {
        guard let late else { return await look() }
        return await withTaskGroup(of: [Finding].self) { group in
            group.addTask { await look() }
            group.addTask {
                try? await clock.sleep(for: deadline)
                return [late]
            }
            defer { group.cancelAll() }
            return await group.next() ?? []
        }
    }
}
