import Cryptography
import Files
import FoundationEssentials
import Grants
import JSONTree
package import Recordings
import Service

/// The two files that a bot is started with: settings for admins, and an environment with secrets.
package struct SetupFiles: Sendable {
    package let configuration: String
    package let environment: String

    package init(configuration: String, environment: String) {
        self.configuration = configuration
        self.environment = environment
    }

    /// Those that are there already.
    package var existing: [String] { [configuration, environment].filter(Files.exists) }

    /// Writes both files, or neither.
    ///
    /// - Parameters:
    ///   - answers: Without ``SetupAnswers/missing``.
    ///   - key: What seals what is stored; nothing to keep that of the present environment file, or to draw a new one.
    /// - Returns: The environment that was written.
    /// - Throws: `FileError`, `CryptographyError`.
    package func write(_ answers: SetupAnswers, key: Secret? = nil) throws -> [String: String] {
        let variables = try variables(answers, key: key)
        let lines = [Self.heading] + variables.map { "\($0.name)=\(ShellWord.quoted($0.value))" }
        let former = Files.exists(environment) ? try Files.read(environment, limit: Self.limit) : nil
        for path in [configuration, environment] {
            let folder = Files.folder(of: path)
            if !Files.isFolder(folder) { try Files.createFolder(folder, permissions: 0o755) }
        }
        try Files.replace(environment, with: Array((lines.joined(separator: "\n") + "\n").utf8), permissions: 0o600)
        do {
            try Files.replace(configuration, with: Array(settings(answers).indentedText.utf8), permissions: 0o644)
        } catch {
            if let former { try Files.replace(environment, with: former) } else { try Files.remove(environment) }
            throw error
        }
        return Dictionary(variables.map { ($0.name, $0.value) }) { first, _ in first }
    }

    private static let limit = 64 << 10
    private static let heading = "# Keep this secret: whoever has it is the bot, and opens what it has sealed."

    private func settings(_ answers: SetupAnswers) -> JSONValue {
        let folder = Files.folder(of: configuration)
        let schema = "config.schema.json"
        let list = { (texts: [String]) in JSONValue.array(texts.map { .string($0) }) }
        var settings = JSONObject()
        if Files.exists("\(folder)/\(schema)") { settings["$schema"] = .string(schema) }
        settings["approved_domains"] = list((answers.domains ?? []).map(\.text))
        settings["compliance_officers"] = list((answers.officers ?? []).map(\.text))
        settings["admins"] = list((answers.admins ?? []).map(\.text))
        return .object(settings)
    }

    private func variables(_ answers: SetupAnswers, key: Secret?) throws -> [(name: String, value: String)] {
        var variables = [
            ("BOT_ACCESS_TOKEN", answers.botToken?.reveal() ?? ""),
            ("WEBEX_INTEGRATION_CLIENT_ID", answers.clientID ?? ""),
            ("WEBEX_INTEGRATION_CLIENT_SECRET", answers.clientSecret?.reveal() ?? ""),
            ("STEWARD_KEY", try key?.reveal() ?? formerKey() ?? Data(Random.bytes(32)).base64EncodedString()),
        ]
        if let address = answers.publicAddress { variables.append(("PUBLIC_URL", address.text)) }
        if configuration != ServiceOptions.usualConfigurationFile { variables.append(("CFG_FILE_PATH", configuration)) }
        return variables.map { (name: $0.0, value: $0.1) }
    }

    /// What an earlier environment file sealed with: a new key would not open the grant that is stored.
    private func formerKey() throws -> String? {
        guard Files.exists(environment) else { return nil }
        let text = String(decoding: try Files.read(environment, limit: Self.limit), as: UTF8.self)
        let line = text.split(separator: "\n").last { $0.hasPrefix("STEWARD_KEY=") }
        let key = line.map { $0.dropFirst("STEWARD_KEY=".count).filter { !"'\"".contains($0) }.trimmingBlanks() }
        return key.flatMap { $0.isEmpty ? nil : $0 }
    }
}
