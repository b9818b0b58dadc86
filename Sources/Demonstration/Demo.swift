package import Configuration
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Intake
package import Logging
import Recordings
package import Sandbox
package import Service

/// The bot and a Webex of its own in one process, authorized and ready to be written to.
package struct Demo: Sendable {
    /// The Webex that people write in.
    package let sandbox: WebexSandbox
    /// The bot.
    package let steward: Steward
    private let officer: String

    /// How long it may take from the start to the first question.
    private static let patience: Duration = .seconds(30)

    /// Builds both; nothing runs yet.
    ///
    /// - Parameters:
    ///   - company: Who and what there is in the sandbox; one of its people has to be a compliance officer.
    ///   - officer: The address of who authorizes the bot.
    ///   - settingsFile: The bot's `config.json`.
    ///   - folder: Gets the bot's state and logs.
    ///   - configuration: How the sandbox behaves.
    ///   - change: Changes the options before the bot is built.
    ///   - settingsReloaded: Told of every change of the settings' file.
    ///   - logger: Gets the log of both.
    /// - Throws: ``StartError`` of the bot, and what keeps the sandbox from listening.
    package init(
        company: Company, officer: String, settingsFile: String, folder: String,
        configuration: WebexSandbox.Configuration = .init(),
        change: (inout ServiceOptions) -> Void = { _ in },
        settingsReloaded: @escaping @Sendable (ReloadOutcome) -> Void = { _ in }, logger: Logger
    ) throws {
        sandbox = try WebexSandbox(company: company, configuration: configuration, logger: logger)
        var options = ServiceOptions(sandbox: sandbox)
        options.configurationFile = settingsFile
        options.logFile = "\(folder)/debug.log"
        options.auditLogFile = "\(folder)/audit.log"
        options.stateFolder = "\(folder)/state"
        options.port = 0
        change(&options)
        steward = try Steward(options: options, settingsReloaded: settingsReloaded, logger: logger)
        self.officer = officer
    }

    /// Runs both, authorizes the bot as the compliance officer would, and hands over to `use`; stops when that returns.
    package func run(_ use: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sandbox.run() }
            group.addTask { try await steward.run() }
            group.addTask {
                try await start()
                try await use()
            }
            defer { group.cancelAll() }
            // The first to return is `use`, unless the bot or the sandbox cannot go on.
            try await group.next()
        }
    }

    private func start() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await value in steward.transport.values where value == .connected { break }
                try await authorize()
            }
            group.addTask {
                try await ContinuousClock().sleep(for: Self.patience)
                throw StartError("the bot did not connect to its sandbox within \(Self.patience)")
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Walks the way of a browser: the bot's page, the consent of the officer, and back to the bot.
    package func authorize() async throws {
        let browser = try HTTPClient()
        let consent = try await Self.location(of: "\(steward.publicURL)/webex/authorize", browser)
        let back = try sandbox.approve(consent, as: officer)
        _ = try await Self.location(of: back, browser)
    }

    private static func location(of url: String, _ browser: HTTPClient) async throws -> String {
        let answer = try await browser.send(ClientRequest(.get, url), deadline: patience)
        guard let location = answer.fields[.location] else {
            throw StartError("the bot could not be authorized: its page answered \(answer.status.code)")
        }
        return location
    }
}

extension ServiceOptions {
    /// Points a bot at a sandbox.
    package init(sandbox: WebexSandbox) {
        self.init(
            botToken: Secret(sandbox.botToken), clientID: sandbox.clientID, clientSecret: Secret(sandbox.clientSecret))
        apiURL = sandbox.apiURL
        authorizeURL = sandbox.authorizeURL
        catalogueURL = sandbox.u2cURL
        devicesURL = sandbox.wdmURL
    }
}
