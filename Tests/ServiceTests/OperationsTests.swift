import Conversation
import Endpoints
import FoundationEssentials
@testable import Service
import Testing

@Suite struct HealthReportTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func report(
        transport: ServiceReport.Transport = .connected, grant: ServiceReport.Grant = .held,
        grantEnds: TimeInterval? = nil,
        settings: ServiceReport.Content = .inForce, cards: ServiceReport.Content = .inForce
    ) -> HealthReport {
        HealthReport(
            ServiceReport(
                version: "1", runningSince: Self.now, transport: transport, grant: grant,
                grantEnds: grantEnds.map { Self.now + $0 }, settings: settings, cards: cards), at: Self.now)
    }

    @Test(arguments: [
        (ServiceReport.Transport.connected, HealthReport.Status.ok), (.connecting, .failing), (.stopped, .failing),
    ])
    func `the service fails while events cannot reach it`(
        transport: ServiceReport.Transport, status: HealthReport.Status
    ) {
        #expect(report(transport: transport).status == status)
    }

    @Test(arguments: [ServiceReport.Grant.missing, .ended, .unreadable])
    func `a grant that is not there is no reason to take the service away`(grant: ServiceReport.Grant) {
        #expect(report(grant: grant).status == .degraded)
    }

    @Test(arguments: [(13.9, HealthReport.Status.degraded), (14.1, .ok)])
    func `a grant that ends within 14 days is worth a look`(days: Double, status: HealthReport.Status) {
        #expect(report(grantEnds: days * 86_400).status == status)
    }

    @Test func `settings or cards that are refused are worth a look`() {
        #expect(report(settings: .refused).status == .degraded)
        #expect(report(cards: .refused).status == .degraded)
    }
}

@Suite struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1:5051", "127.0.0.1", 5051), ("[::1]:80", "::1", 80), ("localhost:0", "localhost", 0),
        ("0.0.0.0:65535", "0.0.0.0", 65_535),
    ])
    func `host and port are read`(text: String, host: String, port: Int) {
        #expect(ListenAddress(text) == ListenAddress(host: host, port: port))
    }

    @Test(arguments: ["", "5051", ":5051", "::1:5051", "host:", "host:65536", "host:-1", "http://host:1", "a b:1"])
    func `anything else is none`(text: String) {
        #expect(ListenAddress(text) == nil)
    }

    @Test(arguments: [
        ("0.0.0.0:1", "http://127.0.0.1:1"), ("[::]:1", "http://[::1]:1"), ("127.0.0.1:1", "http://127.0.0.1:1"),
    ])
    func `what listens everywhere is reached on this machine`(text: String, url: String) {
        #expect(ListenAddress(text)?.ownURL == url)
    }
}
