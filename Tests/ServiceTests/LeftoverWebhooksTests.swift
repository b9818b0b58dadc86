import Demonstration
import FoundationEssentials
import HTTPTransport
import Intake
import Journal
import Logging
import Recordings
import Sandbox
@testable import Service
import TemporaryFolders
import Telemetry
import TestSupport
import Testing
import WebexAPI

@Suite(.timeLimit(.minutes(1))) struct LeftoverWebhooksTests {
    /// What a bot on the websocket says about the webhooks with these names, of which none may change.
    private func remarks(
        about names: [String], with change: (inout ServiceOptions) -> Void = { _ in }
    ) async throws -> [String] {
        let log = CapturedLog()
        let folder = try TemporaryFolder()
        let seed = try Data(contentsOf: URL(fileURLWithPath: Repository.file("config/sandbox.json")))
        let sandbox = try WebexSandbox(company: try Company(parsing: Array(seed), now: Date()), logger: .silent)
        var options = ServiceOptions(sandbox: sandbox)
        change(&options)
        try await withDeadline { [options] in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await sandbox.run() }
                defer { group.cancelAll() }
                let webex = try WebexParts(
                    options, state: folder.path, observer: WebexObserver(), logger: .silent)
                for name in names {
                    try await webex.chat.registerWebhook(
                        named: name, targetURL: "https://bot.example.com/webhook", resource: "messages",
                        event: "created", secret: Secret("s"))
                }
                let inlet = try Inlet.chosen(
                    by: options, webex,
                    journal: try Journal(folder("journal"), now: Date()), transport: TransportState(),
                    metrics: ServiceMetrics(),
                    logger: log.logger)
                await inlet.remark(try await webex.chat.me())
                #expect(try await webex.chat.webhooks().count == names.count)
            }
        }
        return log.lines
    }

    @Test func `are told of once, and left alone`() async throws {
        let lines = try await remarks(about: ["steward messages/created [00000000]", "steward x", "weekly report"])
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("notice webhooks of another deployment") == true)
    }

    @Test func `that carry our secret can be removed by the command that is named`() async throws {
        let name = "steward messages/created [\(try WebhookSecrets(signing: Secret("ours")).fingerprint)]"
        let lines = try await remarks(about: [name, "steward x [00000000]"]) { $0.webhookSecrets = [Secret("ours")] }
        #expect(lines.count == 2)
        #expect(lines.first?.contains("steward webhooks delete") == true)
        #expect(lines.last?.contains("steward webhooks delete") == false)
    }

    @Test func `of other programs are nobody's business`() async throws {
        #expect(try await remarks(about: ["weekly report"]).isEmpty)
    }
}
