/// Something that a test waited for and that did not come in time.
package struct DeadlinePassed: Error {
    package init() {}
}

/// The result of `work`, or a failure when it takes longer than any healthy machine needs.
package func withDeadline<Output: Sendable>(
    _ limit: Duration = .seconds(30), _ work: @escaping @Sendable () async throws -> Output
) async throws -> Output {
    try await withThrowingTaskGroup(of: Output.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await ContinuousClock().sleep(for: limit)
            throw DeadlinePassed()
        }
        defer { group.cancelAll() }
        guard let output = try await group.next() else { throw DeadlinePassed() }
        return output
    }
}
