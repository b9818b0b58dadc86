package import FoundationEssentials
package import Logging
import Service

/// Looks at everything that the bot needs, at once, and changes nothing.
package struct Examination: Sendable {
    private let checks: [Check]
    private let deadline: Duration
    private let clock: any Clock<Duration>

    /// - Parameters:
    ///   - installation: What is looked at; the bot may be running on it.
    ///   - deadline: How long one look may take, whatever does not answer: a host, or a file system.
    ///   - clock: Measures that.
    ///   - now: The time.
    ///   - logger: Gets the calls to Webex.
    package init(
        _ installation: Installation, deadline: Duration = .seconds(12), clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.deadline = deadline
        self.clock = clock
        checks =
            [Check { installation.environmentFindings + installation.settingsFindings }, installation.cardCheck]
            + StateCheck.all(installation) + [LogCheck(installation).check]
            + WebexChecks(installation, now: now, logger: logger).all
            + AddressCheck(installation, now: now()).all
    }

    /// What was found, by subject.
    package func findings() async -> Findings {
        await withTaskGroup(of: [Finding].self) { group in
            for check in checks {
                group.addTask { [deadline, clock] in await check.findings(within: deadline, on: clock) }
            }
            return Findings(await group.reduce(into: []) { $0 += $1 })
        }
    }
}
