import Configuration
import Demonstration
import FoundationEssentials
import HTTPTransport
import Logging
import Recordings
import Sandbox
import Service
import TemporaryFolders
import TestSupport
import Testing
import WebexAPI

@Suite(.timeLimit(.minutes(1))) struct WebhookDeskTests {
    private static let address = "http://127.0.0.1:9"

    @Test func `what is registered is listed as ours, and everything else as other`() async throws {
        try await Office.run { office async throws in
            #expect(try await office.desk.list().isEmpty)
            try await office.registerOther()
            #expect(try await office.desk.register() == 2)
            #expect(try await office.desk.register() == 0)
            let lines = try await office.desk.list().map(\.line)
            #expect(lines.count { $0.hasPrefix("ours    active  ") } == 2)
            #expect(
                lines.count { $0.hasPrefix("other   active  ") && $0.contains("https://other.example.com/hook") } == 1)
        }
    }

    @Test func `what is removed is ours alone`() async throws {
        try await Office.run { office async throws in
            try await office.registerOther()
            _ = try await office.desk.register()
            #expect(try await office.desk.delete().count == 2)
            #expect(try await office.desk.list().map(\.origin) == [.other])
            #expect(try await office.desk.delete().isEmpty)
        }
    }

    @Test func `what was registered for a former address is ours to remove, and not what others registered there`()
        async throws
    {
        try await Office.run { office async throws in
            try await office.registerOther()
            let former = try office.another { $0.publicURL = "http://localhost:9" }
            #expect(try await former.register() == 2)
            let stranger = try office.another {
                $0.publicURL = "http://127.0.0.1:10"
                $0.stateFolder = ($0.stateFolder ?? "") + "-of-another-deployment"
            }
            #expect(try await stranger.register() == 2)
            let origins = try await office.desk.list().map(\.origin.rawValue)
            #expect(origins.sorted() == ["former", "former", "other", "other", "other"])
            #expect(try await office.desk.delete().map(\.origin) == [.former, .former])
            #expect(try await office.desk.list().map(\.origin) == [.other, .other, .other])
        }
    }

    @Test func `the secret that was made once is used again`() async throws {
        try await Office.run { office async throws in
            _ = try await office.desk.register()
            #expect(try await office.another().register() == 0)
        }
    }

    @Test func `a new secret is put into force without a gap`() async throws {
        try await Office.run { office async throws in
            _ = try await office.desk.register()
            let before = try await office.desk.list().map(\.webhook.id)
            #expect(try await office.another { $0.webhookSecrets = [Secret("new")] }.register() == 2)
            let after = try await office.desk.list().map(\.webhook)
            #expect(after.map(\.id) == before)
            #expect(after.allSatisfy { $0.secret == Secret("new") })
        }
    }

    @Test func `nothing is registered without an address`() async throws {
        try await Office.run { office async throws in
            let desk = try office.another { $0.publicURL = nil }
            await #expect(throws: StartError.self) { try await desk.register() }
            #expect(try await desk.list().isEmpty)
        }
    }

    @Test func `a name cannot write on the terminal of who lists it`() {
        let webhook = Webhook(
            id: WebhookID("W"), name: "\u{1B}[2Jsteward\n", targetURL: "https://example.com", resource: "messages",
            event: "created")
        #expect(WebhookDesk.Entry(webhook: webhook, origin: .other).line.hasSuffix("  [2Jsteward"))
    }

    /// A sandbox, and a desk with a state folder of its own.
    private struct Office: Sendable {
        let sandbox: WebexSandbox
        let options: ServiceOptions
        let desk: WebhookDesk

        static func run(_ use: @escaping @Sendable (Office) async throws -> Void) async throws {
            let folder = try TemporaryFolder()
            let seed = try Data(contentsOf: URL(fileURLWithPath: Repository.file("config/sandbox.json")))
            let sandbox = try WebexSandbox(company: try Company(parsing: Array(seed), now: Date()), logger: .silent)
            var options = ServiceOptions(sandbox: sandbox)
            options.keepFiles(in: folder.path)
            options.publicURL = address
            let office = Office(
                sandbox: sandbox, options: options,
                desk: try WebhookDesk(options: options, settings: Settings(), logger: .silent))
            try await withDeadline {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await sandbox.run() }
                    defer { group.cancelAll() }
                    try await use(office)
                }
            }
            _ = folder
        }

        /// The desk of somebody who comes later, perhaps with other options.
        func another(_ change: (inout ServiceOptions) -> Void = { _ in }) throws -> WebhookDesk {
            var options = options
            change(&options)
            return try WebhookDesk(options: options, settings: Settings(), logger: .silent)
        }

        /// A webhook that another program of the same bot registered.
        func registerOther() async throws {
            let webex = WebexClient(
                http: try HTTPClient(), baseURL: sandbox.apiURL, credential: .fixed(Secret(sandbox.botToken)),
                logger: .silent)
            try await webex.registerWebhook(
                named: "weekly report", targetURL: "https://other.example.com/hook", resource: "messages",
                event: "created", secret: Secret("theirs"))
        }
    }
}
