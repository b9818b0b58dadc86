import Alerts
import Configuration
import Conversation
import Endpoints
import FoundationEssentials
import Grants
import Intake
import Logging
import Synchronization
import Telemetry
import WebConnections
import WebexAPI

/// What operators are told: counted as it happens, and asked for when somebody reads it.
final class Operations: Sendable {
    /// Where everybody records.
    let metrics: ServiceMetrics
    private let registry = MetricsRegistry(descriptions: ServiceMetrics.descriptions)
    private let wasTransportUp = Atomic(false)

    init() {
        metrics = ServiceMetrics(registry)
        metrics.started(at: Date().timeIntervalSince1970)
        metrics.settings(areInForce: true)
        metrics.transport(isUp: false)
    }

    /// Counts the calls to Webex.
    var webexObserver: WebexObserver {
        WebexObserver(
            tryEnded: { [metrics] in metrics.webexCallEnded($0, $1, after: $2) },
            askedToWait: { [metrics] in metrics.webexAskedToWait($0, for: $1) })
    }

    /// Counts the requests of people, and observes whether they can be noted down.
    func conversationObserver(_ observations: Observations) -> ConversationObserver {
        ConversationObserver(
            requestEnded: { [metrics] in metrics.requestEnded($0, $1, after: $2) },
            auditWritten: { [metrics] time in
                metrics.auditWritten(after: time)
                observations.noteAudit(isFailing: false)
            }, auditFailed: { observations.noteAudit(isFailing: true) })
    }

    /// Notes which alerts stand.
    func note(_ standing: [AlertCause]) {
        for cause in AlertCause.allCases { metrics.alert(cause.rawValue, stands: standing.contains(cause)) }
    }

    /// Counts a change of the settings file.
    func note(_ outcome: ReloadOutcome) {
        switch outcome {
        case .unchanged: break
        case .applied: metrics.settingsReloaded(.applied)
        case .refused: metrics.settingsReloaded(.refused)
        }
    }

    /// Counts a change of the transport.
    func note(_ transport: TransportState.Value) {
        metrics.transport(isUp: transport == .connected)
        guard transport == .connected else { return }
        if wasTransportUp.exchange(true, ordering: .relaxed) { metrics.transportReconnected() }
    }

    /// Binds the port that operators ask.
    ///
    /// - Parameters:
    ///   - address: Where to listen, if anywhere.
    ///   - report: How the service is.
    ///   - connections: Of the public port.
    ///   - lostLogLines: How many lines the log has lost since the start.
    ///   - logger: Gets the life of the server.
    /// - Returns: Nothing where there is to be no such port.
    /// - Throws: ``StartError`` when the address cannot be listened to.
    func server(
        _ address: ListenAddress?, report: @escaping @Sendable () async -> ServiceReport,
        connections: ConnectionCounts, lostLogLines: @escaping @Sendable () -> Int, logger: Logger
    ) throws(StartError) -> WebServer? {
        guard let address else { return nil }
        let routes = OperationsRoutes(
            health: { HealthReport(await report(), at: Date()) },
            metrics: { [metrics, registry] in
                metrics.httpConnections(areNow: connections.open)
                metrics.logLines(lostSoFar: lostLogLines())
                let report = await report()
                let left = report.grantEnds.map { Duration.seconds($0.timeIntervalSinceNow) }
                metrics.grant(isHeld: report.grant == .held, lastsFor: left)
                return registry.text
            })
        var configuration = WebServer.Configuration()
        (configuration.host, configuration.port) = (address.host, address.port)
        return try StartError.wrap("OPERATIONS_ADDRESS") {
            try WebServer(configuration: configuration, logger: logger) { await routes.respond(to: $0) }
        }
    }
}

extension HealthReport {
    /// A transport that is down fails; anything else that is amiss does not keep the service from serving.
    init(_ report: ServiceReport, at now: Date) {
        let isGrantEnding = Grant.isEnding(report.grantEnds, at: now)
        self.init(
            [
                Part(
                    "transport", report.transport == .connected ? .ok : .failing, code: report.transport.rawValue),
                Part(
                    "grant", report.grant == .held && !isGrantEnding ? .ok : .degraded, code: report.grant.rawValue,
                    until: report.grantEnds),
                Part("settings", report.settings),
                Part("cards", report.cards),
                Part(
                    "alerts", report.alerts.isEmpty ? .ok : .degraded,
                    code: report.alerts.isEmpty ? "none" : report.alerts.joined(separator: " ")),
            ], version: report.version, since: report.runningSince)
    }
}

extension HealthReport.Part {
    fileprivate init(_ name: String, _ content: ServiceReport.Content) {
        self.init(name, content == .inForce ? .ok : .degraded, code: content.rawValue)
    }
}
