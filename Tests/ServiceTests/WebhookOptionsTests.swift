import Demonstration
import Recordings
import Service
import TemporaryFolders
import Testing
import TestSupport

@Suite struct WebhookOptionsTests {
    private static let needed = [
        "BOT_ACCESS_TOKEN": "bot-token", "WEBEX_INTEGRATION_CLIENT_ID": "client",
        "WEBEX_INTEGRATION_CLIENT_SECRET": "hush",
    ]

    private func secrets(_ value: String) throws(OptionsError) -> [Secret] {
        try ServiceOptions(environment: Self.needed.merging(["WEBHOOK_SECRET": value]) { $1 }) { _ in "" }
            .webhookSecrets
    }

    @Test(arguments: [("", []), ("one", ["one"]), (" new , old ,older", ["new", "old", "older"])])
    func `webhook secrets are separated by commas, and the first one comes first`(
        value: String, expected: [String]
    ) throws {
        #expect(try secrets(value).map { $0.reveal() } == expected)
    }

    @Test(arguments: ["one,,two", ",", "one,", ", "])
    func `an empty secret among them is a mistake, and none of them is shown`(value: String) throws {
        let error = try #require(#expect(throws: OptionsError.self) { try secrets(value) })
        #expect(error.problems.count == 1)
        #expect(error.description.contains("WEBHOOK_SECRET"))
        #expect(!error.description.contains("two"))
    }

    @Test func `webhooks are not started without an address to deliver to`() throws {
        #expect(try refusal(of: nil).contains("PUBLIC_URL"))
        #expect(try refusal(of: nil).contains("https://bot.example.com"))
    }

    @Test(arguments: [
        "http://bot.example.com", "bot.example.com", "https://bot.example.com/?x=1", "http://192.0.2.7:5050",
    ])
    func `webhooks are not started with an address that nothing should come to`(url: String) throws {
        #expect(try refusal(of: url).contains("PUBLIC_URL"))
    }

    @Test(arguments: ["https://bot.example.com", "http://localhost:5050", "http://127.0.0.1:5050"])
    func `an encrypted address will do, and one of this machine`(url: String) throws {
        _ = try start(url)
    }

    private func refusal(of url: String?) throws -> String {
        try #require(#expect(throws: StartError.self) { try start(url) }).description
    }

    private func start(_ url: String?) throws -> Steward {
        let folder = try TemporaryFolder()
        try folder.write("{}", to: "config.json")
        var options = ServiceOptions(botToken: Secret("t"), clientID: "c", clientSecret: Secret("s"))
        options.configurationFile = folder("config.json")
        options.operations?.port = 0
        options.keepFiles(in: folder.path)
        options.port = 0
        options.transport = .webhook
        options.publicURL = url
        return try Steward(options: options, logger: .silent)
    }
}
