import ArgumentParser
import Files
import Grants
import Recordings
import Service
import Setup

/// What `steward init` is told on the command line, so that it need not ask.
struct GivenAnswers: ParsableArguments {
    @Option(help: ArgumentHelp("A file with the bot's token, or - for standard input.", valueName: "file"))
    var botTokenFile: String?

    @Option(help: "The client ID of the integration.")
    var clientId: String?

    @Option(help: ArgumentHelp("A file with the integration's client secret, or -.", valueName: "file"))
    var clientSecretFile: String?

    @Option(help: "A domain whose people may talk to the bot; may be given several times.")
    var domain: [String] = []

    @Option(help: "The address of who may authorize the bot; may be given several times.")
    var officer: [String] = []

    @Option(help: "The address of who is told about problems; may be given several times.")
    var admin: [String] = []

    @Option(help: "Where browsers reach the bot, such as https://bot.example.com.")
    var publicUrl: String?

    @Option(name: .shortAndLong, help: "How events are to reach the bot: websocket, or webhook to the public address.")
    var mode: ServiceOptions.Transport?

    /// Whether standard input has something else to tell than answers.
    var readsStandardInput: Bool { [botTokenFile, clientSecretFile].contains("-") }

    /// What is given here, else what the environment says.
    func answers(_ environment: [String: String]) throws -> SetupAnswers {
        var answers = SetupAnswers()
        answers.botToken = try secret(botTokenFile, "BOT_ACCESS_TOKEN", environment, option: "--bot-token-file")
        answers.clientID = try word(clientId, "WEBEX_INTEGRATION_CLIENT_ID", environment)
        answers.clientSecret = try secret(
            clientSecretFile, "WEBEX_INTEGRATION_CLIENT_SECRET", environment, option: "--client-secret-file")
        answers.domains = try list(domain, "--domain", "a domain such as example.com", ApprovedDomain.init)
        answers.officers = try list(officer, "--officer", "an e-mail address") { EmailAddress($0) }
        answers.admins = try list(admin, "--admin", "an e-mail address") { EmailAddress($0) }
        answers.publicAddress = try address(publicUrl ?? Self.value("PUBLIC_URL", environment))
        answers.transport = mode
        return answers
    }

    private static func value(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.trimmingBlanks().isEmpty ? nil : $0 }
    }

    private func secret(
        _ file: String?, _ name: String, _ environment: [String: String], option: String
    ) throws -> Secret? {
        let text: String?
        if file == "-" {
            text = TerminalInput.line() ?? ""
        } else if let file = file ?? Self.value("\(name)_FILE", environment) {
            text = try SecretFile.read(file)
        } else {
            text = Self.value(name, environment)
        }
        guard let text else { return nil }
        guard let secret = SetupAnswers.secret(text) else {
            throw Refusal("\(option): what is there is not one word without blanks and quotes")
        }
        return secret
    }

    private func word(_ given: String?, _ name: String, _ environment: [String: String]) throws -> String? {
        guard let text = given ?? Self.value(name, environment) else { return nil }
        guard let word = SetupAnswers.word(text) else {
            throw Refusal("--client-id: \"\(text)\" is not one word without blanks and quotes")
        }
        return word
    }

    private func list<Element>(
        _ texts: [String], _ option: String, _ kind: String, _ parse: (String) -> Element?
    ) throws -> [Element]? {
        let elements = try texts.map { text in
            guard let element = parse(text) else { throw Refusal("\(option): \"\(text)\" is not \(kind)") }
            return element
        }
        return elements.isEmpty ? nil : elements
    }

    private func address(_ text: String?) throws -> PublicAddress? {
        guard let text else { return nil }
        do throws(PublicAddress.Problem) { return try PublicAddress(text) } catch {
            throw Refusal("--public-url: \"\(text)\" \(error)")
        }
    }
}
