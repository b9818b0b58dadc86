import Cards
import Journal

/// Tells an admin how the service is doing.
struct StatusHandler: Sendable {
    let parts: ConversationParts
    let turn: Turn

    func answer() async -> Answer {
        let report = await parts.report()
        return turn.writer.status(
            StatusCard(
                version: report.version, runningSince: report.runningSince, transport: report.transport.rawValue,
                grant: report.grant.rawValue, grantEnds: report.grantEnds, settings: report.settings.rawValue,
                alerts: report.alerts, watches: parts.journal.watches.count, outcomes: parts.tally.outcomes,
                failures: parts.tally.failures))
    }
}
