/// What something cost in calls of the REST API, and which of them had to wait for which.
package struct RoundTrips: Sendable, Equatable {
    /// The calls that were under way side by side, step after step.
    package let steps: [[RecordedRequest]]

    /// How many times somebody waited for an answer before they asked on.
    package var count: Int { steps.count }
    /// Every call, in the order of arrival.
    package var calls: [RecordedRequest] { Array(steps.joined()) }

    /// A call that came after any call of the step had been answered begins the next one.
    init(_ entries: some Sequence<RequestLog.Entry>) {
        var steps: [[RecordedRequest]] = []
        var firstAnswer = 0
        for entry in entries {
            if steps.isEmpty || entry.began > firstAnswer {
                steps.append([])
                firstAnswer = .max
            }
            steps[steps.count - 1].append(entry.request)
            firstAnswer = min(firstAnswer, entry.ended ?? .max)
        }
        self.steps = steps
    }
}

extension WebexSandbox {
    /// How fast calls are answered; at once, unless something else is set.
    package var pace: Pace {
        get { cloud.pacemaker.pace }
        set { cloud.pacemaker.pace = newValue }
    }

    /// Counts the calls of the REST API that come while `action` runs, and the steps that they come in.
    ///
    /// Meanwhile calls are answered in rounds, so that the count does not depend on how fast the machine is.
    ///
    /// - Parameters:
    ///   - quiet: How long no call may come before those that have come are answered.
    ///   - action: Returns when everything that is to be counted has reached the sandbox.
    /// - Returns: The calls, also one that is still to be answered.
    package func roundTrips(
        quiet: Duration = .milliseconds(250), of action: () async throws -> Void
    ) async rethrows -> RoundTrips {
        let (start, pace) = (cloud.requests.entries.count, pace)
        self.pace = .rounds(quiet: quiet)
        defer { self.pace = pace }
        try await action()
        return RoundTrips(cloud.requests.entries.dropFirst(start).filter { $0.request.path.hasPrefix("/v1/") })
    }
}
