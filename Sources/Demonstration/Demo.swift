package import Configuration
import FoundationEssentials
package import HTTPTransport
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
    ///   - time: What both go by.
    ///   - change: Changes the options before the bot is built.
    ///   - settingsReloaded: Told of every change of the settings' file.
    ///   - logger: Gets the log of both.
    /// - Throws: ``StartError`` of the bot, and what keeps the sandbox from listening.
    package init(
        company: Company, officer: String, settingsFile: String, folder: String,
        configuration: WebexSandbox.Configuration = .init(), time: ServiceTime = ServiceTime(),
        change: (inout ServiceOptions) -> Void = { _ in },
        settingsReloaded: @escaping @Sendable (ReloadOutcome) -> Void = { _ in }, logger: Logger
    ) throws {
        sandbox = try WebexSandbox(company: company, configuration: configuration, now: time.now, logger: logger)
        var options = ServiceOptions(sandbox: sandbox)
        options.configurationFile = settingsFile
        options.keepFiles(in: folder)
        options.port = 0
        options.time = time
        options.operations?.port = 0
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

    /// Authorizes the bot as the compliance officer would.
    ///
    /// - Throws: ``StartError`` when the bot does not take it.
    package func authorize() async throws {
        let answer = try await authorize(as: officer)
        guard answer.status == .seeOther else {
            throw StartError("the bot could not be authorized: its page answered \(answer.status.code)")
        }
    }

    /// Walks the way of a browser: the bot's page, the consent of `email`, and back to the bot.
    ///
    /// - Parameter email: Whoever is signed in to the sandbox.
    /// - Returns: What the bot answers in the end.
    /// - Throws: ``StartError`` when there is nothing to agree to, and what keeps the browser from asking.
    package func authorize(as email: String) async throws -> ClientResponse {
        try await sandbox.authorizeBot(at: steward.publicURL, as: email)
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

    /// Has the bot leave everything behind in one folder.
    ///
    /// - Parameter folder: Its logs are in it, and the state folder.
    package mutating func keepFiles(in folder: String) {
        logFile = "\(folder)/debug.log"
        auditLogFile = "\(folder)/audit.log"
        stateFolder = "\(folder)/state"
    }
}
