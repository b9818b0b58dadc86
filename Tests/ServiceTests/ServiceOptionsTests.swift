import Files
import Recordings
import Service
import TemporaryFolders
import Testing

@Suite struct ServiceOptionsTests {
    private static let needed = [
        "BOT_ACCESS_TOKEN": "bot-token", "WEBEX_INTEGRATION_CLIENT_ID": "client",
        "WEBEX_INTEGRATION_CLIENT_SECRET": "hush",
    ]

    private struct NoSuchFile: Error {}

    private func options(
        _ variables: [String: String] = [:], files: [String: String] = [:], isComplete: Bool = true
    ) throws(OptionsError) -> ServiceOptions {
        let environment = isComplete ? Self.needed.merging(variables) { $1 } : variables
        return try ServiceOptions(environment: environment) { path in
            guard let text = files[path] else { throw NoSuchFile() }
            return text
        }
    }

    private func problems(_ variables: [String: String], isComplete: Bool = true) -> [String] {
        do {
            _ = try options(variables, isComplete: isComplete)
            return []
        } catch { return error.problems }
    }

    @Test func `three variables are enough`() throws {
        let options = try options()
        #expect(options.botToken.reveal() == "bot-token")
        #expect(options.port == 5050)
        #expect(options.host == "127.0.0.1")
        #expect(options.apiURL.hasPrefix("https://"))
    }

    @Test func `everything that is missing is named at once`() {
        let problems = problems([:], isComplete: false)
        #expect(problems.count == 3)
        #expect(problems.allSatisfy { $0.contains("is not set") })
    }

    @Test func `a variable can come from a file`() throws {
        let options = try options(
            ["BOT_ACCESS_TOKEN": "", "BOT_ACCESS_TOKEN_FILE": "/run/bot"], files: ["/run/bot": "x\n"])
        #expect(options.botToken.reveal() == "x")
    }

    @Test(arguments: [
        (["PORT": "http"], "PORT"), (["PORT": "70000"], "PORT"), (["WEBEX_API_URL": "webex"], "WEBEX_API_URL"),
        (["PUBLIC_URL": "ftp://x"], "PUBLIC_URL"),
        (["PUBLIC_URL": "http://bot.example.com"], "not encrypted"), (["PUBLIC_URL": "https://a/b"], "behind the host"),
        (["STEWARD_KEY": "c2hvcnQ="], "STEWARD_KEY"),
        (["LOG_LEVEL": "loud"], "LOG_LEVEL"), (["PORT": "5051"], "OPERATIONS_ADDRESS"),
        (["PORT": "7000", "HOST": "0.0.0.0", "OPERATIONS_ADDRESS": "127.0.0.1:7000"], "OPERATIONS_ADDRESS"),
        (["OPERATIONS_ADDRESS": "5051"], "OPERATIONS_ADDRESS"), (["TLS_CERT_FILE": "a.pem"], "TLS_KEY_FILE"),
        (["TLS_SELF_SIGNED": "maybe"], "TLS_SELF_SIGNED"),
        (["BOT_ACCESS_TOKEN_FILE": "/run/bot"], "BOT_ACCESS_TOKEN_FILE"), (["LOG_FILE_FILE": "/gone"], "LOG_FILE_FILE"),
    ])
    func `what cannot be used is named`(variables: [String: String], name: String) {
        let problems = problems(variables)
        #expect(problems.count == 1)
        #expect(problems.first?.contains(name) == true)
    }

    @Test func `the same port on another address is another place`() {
        let addresses = ["HOST": "192.0.2.1", "PORT": "7000", "OPERATIONS_ADDRESS": "127.0.0.1:7000"]
        #expect(problems(addresses).isEmpty)
    }

    @Test func `the port is part of the address that browsers are told`() throws {
        #expect(try options(["PORT": "6060"]).address == "http://localhost:6060")
        #expect(try options(["PORT": "6060", "TLS_SELF_SIGNED": "true"]).address == "https://localhost:6060")
        #expect(try options(["PUBLIC_URL": "https://bot.example.com"]).address == "https://bot.example.com")
    }

    @Test(
        arguments: ["PUBLIC_URL", "WEBEX_API_URL"], ["https://ada:hush@example.com/x?y", "ftp://ada:hush@example.com"])
    func `a password in an address that cannot be used is not repeated`(name: String, address: String) {
        let problems = problems([name: address]).joined()
        #expect(!problems.contains("hush"))
    }

    @Test(
        arguments: [(nil, .usualOperations), ("off", nil), ("0.0.0.0:9", ListenAddress(host: "0.0.0.0", port: 9))]
            as [(String?, ListenAddress?)])
    func `operators ask on this machine alone unless somebody says otherwise`(
        text: String?, address: ListenAddress?
    ) throws {
        let variables = text.map { ["OPERATIONS_ADDRESS": $0] } ?? [:]
        #expect(try options(variables).operations == address)
        #expect(try ServiceOptions.operationsAddress(in: variables) { _ in throw NoSuchFile() } == address)
    }

    @Test(arguments: [
        ("c2hvcnQ=", "STEWARD_KEY: the key has 5 bytes; it is 32"),
        ("?!", "STEWARD_KEY: the key is not Base64; it is 32"),
        (",", "STEWARD_KEY: key 1 is empty"), ("c2hvcnQ=,", "STEWARD_KEY: key 2 is empty"),
    ])
    func `a key that is none is told by its place`(value: String, problem: String) {
        #expect(problems(["STEWARD_KEY": value]).contains { $0.hasPrefix(problem) })
    }

    @Test(arguments: ["BOT_ACCESS_TOKEN", "STEWARD_KEY", "HOST", "PORT", "SSL_CERT_FILE", "WEBHOOK_SECRET"])
    func `a variable and its file together are refused, and both are named`(name: String) {
        let problems = problems([name: "x", "\(name)_FILE": "/run/secrets/x"])
        #expect(problems == ["\(name) and \(name)_FILE are both set: remove one of them"])
    }

    @Test func `a file that holds nothing is refused, not passed over`() {
        let error = #expect(throws: OptionsError.self) {
            try options(["STEWARD_KEY_FILE": "/run/key"], files: ["/run/key": " \n"])
        }
        #expect(error?.problems == ["STEWARD_KEY_FILE: /run/key is empty"])
    }

    @Test(arguments: [("missing", "No such file"), ("", "Is a directory"), ("large", "File too large")])
    func `a file that cannot be read is refused with the reason`(name: String, reason: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "x", count: 65 << 10), to: "large")
        let environment = Self.needed.merging(["STEWARD_KEY_FILE": folder(name)]) { $1 }
        let error = #expect(throws: OptionsError.self) {
            try ServiceOptions(environment: environment) { path in
                String(decoding: try Files.read(path, limit: 64 << 10), as: UTF8.self)
            }
        }
        #expect(error?.problems.count == 1)
        #expect(error?.description.hasPrefix("STEWARD_KEY_FILE: ") == true)
        #expect(error?.description.contains(reason) == true)
    }

    @Test func `no problem shows a secret`() {
        let problems = problems(["STEWARD_KEY": "not-a-key-but-secret", "BOT_ACCESS_TOKEN_FILE": "/run/bot"])
        #expect(!problems.joined().contains("not-a-key"))
        #expect(!problems.joined().contains("bot-token"))
    }

    @Test func `addresses lose the slash at their end and keys come in their order`() throws {
        let key = { (byte: UInt8) in
            String(repeating: byte == 0 ? "A" : "/", count: 42) + (byte == 0 ? "A=" : "8=")
        }
        let options = try options(["WEBEX_API_URL": "http://localhost:1/v1/", "STEWARD_KEY": "\(key(0)), \(key(255))"])
        #expect(options.apiURL == "http://localhost:1/v1")
        #expect(options.keys == [Array(repeating: 0, count: 32), Array(repeating: 255, count: 32)])
    }
}
