import Telemetry
import Testing

@Suite struct ServiceMetricsTests {
    private let registry = MetricsRegistry(descriptions: ServiceMetrics.descriptions)
    private let metrics: ServiceMetrics

    init() { metrics = ServiceMetrics(registry) }

    @Test func `everything that is recorded has a name with a meaning`() {
        metrics.requestEnded("rec", "permitted", after: .milliseconds(20))
        metrics.queue(isNow: 3)
        metrics.auditWritten(after: .milliseconds(2))
        metrics.webexCallEnded("GET /meetings", "200", after: .milliseconds(50))
        metrics.webexAskedToWait("GET /meetings", for: .seconds(2))
        metrics.transport(isUp: true)
        metrics.transportReconnected()
        metrics.grant(isHeld: true, lastsFor: .seconds(90))
        metrics.settingsReloaded(.applied)
        metrics.alert("grant-ended", stands: true)
        metrics.httpRequestEnded("/", 200, after: .milliseconds(1))
        metrics.httpRefused("malformed")
        metrics.httpConnections(areNow: 2)
        metrics.deliveryEnded("accepted")
        metrics.logLines(lostSoFar: 0)
        metrics.started(at: 1_750_000_000)
        let lines = registry.text.split(separator: "\n")
        let described = Set(lines.filter { $0.hasPrefix("# HELP ") }.map { $0.split(separator: " ")[2] })
        let typed = Set(lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] })
        #expect(described == typed)
        #expect(described == Set(ServiceMetrics.descriptions.keys.map { Substring($0) }))
    }

    @Test func `counters end in total, and nothing else does`() {
        metrics.requestEnded("rec", "permitted", after: .zero)
        metrics.webexAskedToWait("GET /meetings", for: .seconds(1.5))
        metrics.queue(isNow: 0)
        for line in registry.text.split(separator: "\n") where line.hasPrefix("# TYPE ") {
            #expect(line.hasSuffix(" counter") == line.contains("_total "))
        }
        #expect(registry.text.contains("\nsteward_webex_wait_seconds_total 1.5\n"))
    }

    @Test func `a refused settings file shows until the next good one`() {
        metrics.settingsReloaded(.refused)
        #expect(registry.text.contains("\nsteward_settings_in_force 0\n"))
        metrics.settingsReloaded(.applied)
        #expect(registry.text.contains("\nsteward_settings_in_force 1\n"))
        #expect(registry.text.contains("steward_settings_reloads_total{outcome=\"refused\"} 1\n"))
    }

    @Test func `where nobody reads, nothing is kept`() {
        ServiceMetrics().requestEnded("rec", "permitted", after: .zero)
    }
}
