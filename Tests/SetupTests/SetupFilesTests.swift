import Configuration
import Files
import FoundationEssentials
import Grants
import Policy
import Recordings
import Service
import Setup
import TemporaryFolders
import Testing

@Suite struct SetupFilesTests {
    private let folder: TemporaryFolder
    private let files: SetupFiles
    private let answers: SetupAnswers

    init() throws {
        folder = try TemporaryFolder()
        files = SetupFiles(configuration: folder("config/config.json"), environment: folder(".env"))
        var answers = SetupAnswers()
        (answers.botToken, answers.clientID, answers.clientSecret) = (Secret("token"), "client", Secret("secret"))
        answers.domains = [ApprovedDomain("example.com")].compactMap(\.self)
        answers.admins = [EmailAddress("ada@example.com")].compactMap(\.self)
        answers.publicAddress = try PublicAddress("https://bot.example.com")
        self.answers = answers
    }

    @Test func `a bot can be started with what is written`() throws {
        let environment = try files.write(answers)
        let options = try ServiceOptions(environment: environment) { _ in "" }
        #expect(options.botToken == Secret("token") && options.clientSecret == Secret("secret"))
        #expect(options.keys.map(\.count) == [32])
        #expect(options.publicURL == "https://bot.example.com")
        #expect(options.configurationFile == folder("config/config.json"))
        let check = SettingsCheck(at: folder("config/config.json"))
        #expect(check.problems.isEmpty)
        #expect(check.settings?.access.approvedDomains == ["example.com"])
    }

    @Test func `the environment is its owner's alone, the settings are for everybody to read`() throws {
        _ = try files.write(answers)
        #expect(Files.permissions(of: folder(".env")) == 0o600)
        #expect(Files.permissions(of: folder("config/config.json")) == 0o644)
    }

    @Test func `the environment file says what was returned, one variable a line`() throws {
        let environment = try files.write(answers)
        let lines = try folder.lines(of: ".env").filter { !$0.hasPrefix("#") }
        #expect(Set(lines) == Set(environment.map { "\($0)=\($1)" }))
    }

    @Test func `a path that a shell would read otherwise is quoted`() throws {
        let path = folder("my $HOME/config.json")
        let environment = try SetupFiles(configuration: path, environment: folder(".env")).write(answers)
        #expect(environment["CFG_FILE_PATH"] == path)
        #expect(try folder.lines(of: ".env").contains("CFG_FILE_PATH='\(path)'"))
    }

    @Test(arguments: [
        ("/config/config-1.json", "/config/config-1.json"), ("my bot", "'my bot'"), ("a;b", "'a;b'"), ("~/a", "'~/a'"),
        ("it's $(me)", #"'it'\''s $(me)'"#), ("#a", "'#a'"), ("", "''"), ("grüß", "'grüß'"),
    ])
    func `a word of a shell is quoted where it must be`(text: String, word: String) {
        #expect(ShellWord.quoted(text) == word)
    }

    @Test func `every set-up has a key of its own, and one that sealed something is kept`() throws {
        let first = try files.write(answers)["STEWARD_KEY"]
        #expect(try files.write(answers)["STEWARD_KEY"] == first)
        try Files.remove(folder(".env"))
        #expect(try files.write(answers)["STEWARD_KEY"] != first)
        #expect(try files.write(answers, key: Secret("given"))["STEWARD_KEY"] == "given")
    }

    @Test func `what is there already is known before anything is written`() throws {
        #expect(files.existing.isEmpty)
        _ = try files.write(answers)
        #expect(files.existing == [folder("config/config.json"), folder(".env")])
    }

    @Test func `when one file cannot be written there is neither`() throws {
        try folder.createFolder("config")
        try folder.createFolder("config/config.json")
        #expect(throws: FileError.self) { try files.write(answers) }
        #expect(!Files.exists(folder(".env")))

        try folder.write("STEWARD_KEY=old\n", to: ".env")
        #expect(throws: FileError.self) { try files.write(answers) }
        #expect(try folder.text(of: ".env") == "STEWARD_KEY=old\n")
    }

    @Test func `the schema is named where it is`() throws {
        try folder.createFolder("config")
        try folder.write("{}", to: "config/config.schema.json")
        _ = try files.write(answers)
        #expect(try folder.text(of: "config/config.json").contains(#""$schema": "config.schema.json""#))
    }
}
