import Cards
import Configuration
import Demonstration
import Logging
import Policy
import Recordings
@testable import Service
import TemporaryFolders
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1))) struct StartTests {
    private func options(_ folder: TemporaryFolder) -> ServiceOptions {
        var options = ServiceOptions(botToken: Secret("t"), clientID: "c", clientSecret: Secret("s"))
        options.configurationFile = folder("config.json")
        options.keepFiles(in: folder.path)
        options.port = 0
        options.operations?.port = 0
        return options
    }

    private func start(_ change: (TemporaryFolder, inout ServiceOptions) throws -> Void = { _, _ in }) throws -> Steward
    {
        let folder = try TemporaryFolder()
        try folder.write("{}", to: "config.json")
        var options = options(folder)
        try change(folder, &options)
        return try Steward(options: options, logger: .silent)
    }

    private func refusal(_ change: (TemporaryFolder, inout ServiceOptions) throws -> Void) throws -> String {
        try #require(#expect(throws: StartError.self) { try start(change) }).description
    }

    @Test func `a broken settings file stops the start and names the line`() throws {
        let text = try refusal { folder, _ in try folder.write("{\n  \"protect_pmr\": maybe\n}", to: "config.json") }
        #expect(text.contains("config.json:2:18"))
    }

    @Test func `a setting that makes no sense stops the start and names the key`() throws {
        let text = try refusal { folder, _ in try folder.write("{\"approved_users\": [\"nobody\"]}", to: "config.json")
        }
        #expect(text.contains("approved_users"))
    }

    @Test func `settings that nobody can have meant are doubted`() {
        var settings = Settings()
        #expect(Steward.doubts(about: settings, .builtin).count == 1)
        settings.access.approvedDomains = ["example.com"]
        #expect(Steward.doubts(about: settings, .builtin).isEmpty)
        settings.language = "xx-XX"
        #expect(Steward.doubts(about: settings, .builtin).first?.facts["language.wanted"] == "xx-XX")
    }

    @Test func `a port that is taken stops the start`() throws {
        let first = try start()
        let text = try refusal { _, options in options.port = first.port }
        #expect(text.contains("\(first.port)"))
    }

    @Test func `cards that are named and not there stop the start`() throws {
        #expect(try refusal { folder, options in options.cardsFolder = folder("nowhere") }.contains("cards"))
    }

    @Test func `an authority file that is not there stops the start`() throws {
        #expect(
            try refusal { folder, options in options.extraAuthorities = folder("ca.pem") }.contains("SSL_CERT_FILE"))
    }

    @Test func `the public address is this machine's name for itself unless it is given`() throws {
        let steward = try start()
        #expect(steward.publicURL == "http://localhost:\(steward.port)")
        #expect(
            try start { _, options in options.publicURL = "https://bot.example.com" }.publicURL
                == "https://bot.example.com")
        let secure = try start { _, options in options.tls = .selfSigned }
        #expect(secure.publicURL == "https://localhost:\(secure.port)")
    }

    @Test func `an address in the clear beyond this machine stops the start`() throws {
        let text = try refusal { _, options in options.publicURL = "http://bot.example.com" }
        #expect(text.contains("\"http://bot.example.com\" is not encrypted: use https://"))
    }

    @Test func `files that the environment names win over those of the settings`() throws {
        let folder = try TemporaryFolder()
        var settings = Settings()
        settings.logFile = "/from/settings.log"
        settings.auditLogFile = "/from/audit.log"
        var options = options(folder)
        options.auditLogFile = nil
        options.stateFolder = nil
        let here = Locations(options, settings) { _ in false }
        #expect(here.log == folder("debug.log"))
        #expect(here.auditLog == "/from/audit.log")
        #expect(here.state == "state")
        #expect(Locations(options, settings) { _ in true }.state == "/token_storage/data")
    }
}
