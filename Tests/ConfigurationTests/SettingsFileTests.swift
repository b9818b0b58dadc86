import Configuration
import JSONTree
import Policy
import Recordings
import TemporaryFolders
import Testing

@Suite struct SettingsFileTests {
    private func parse(_ text: String) throws(SettingsError) -> SettingsFile {
        try SettingsFile(parsing: Array(text.utf8), path: "config.json")
    }

    private func problems(_ text: String) -> [String] {
        let error = #expect(throws: SettingsError.self) { try parse(text) }
        return error?.problems.map(\.description) ?? []
    }

    @Test func `an empty object gives the defaults`() throws {
        let file = try parse("{}")
        #expect(file.settings == Settings())
        #expect(file.warnings.isEmpty)
    }

    @Test func `every key arrives where it belongs`() throws {
        let file = try parse(
            """
            {
              "$schema": "config.schema.json", "options": {"kept": [1]},
              "approved_users": ["Ada@example.com"], "approved_domains": ["Example.COM", "*"],
              "approved_orgs": ["1EB65FDF-9643-417F-9974-AD72CAE0E10F"],
              "respond_only_to_host": true, "respond_only_to_invitees": true, "protect_pmr": false,
              "respect_download_prevention": false,
              "compliance_officers": ["eve@example.com"], "admins": ["bob@example.com"], "language": "cs_cz",
              "default_days_back": 5, "max_days_back": 30, "refuse_politely": true, "requests_per_minute": 0,
              "lookup_cache_seconds": 30, "catch_up_minutes": 2, "audit_retention_days": 1, "log_retention_days": 2,
              "log_file": "/log/a", "audit_log_file": "/log/b", "token_storage_path": "/state"
            }
            """)
        var expected = Settings()
        expected.access = AccessRules(
            approvedUsers: Set([EmailAddress("ada@example.com")].compactMap(\.self)),
            approvedDomains: ["example.com", "*"], approvedOrganizations: ["1eb65fdf-9643-417f-9974-ad72cae0e10f"],
            admins: Set([EmailAddress("bob@example.com")].compactMap(\.self)))
        expected.recordings = RecordingRules(
            hostOnly: true, inviteesOnly: true, protectsPersonalRooms: false, respectsDownloadPrevention: false)
        expected.complianceOfficers = [EmailAddress("eve@example.com")].compactMap(\.self)
        expected.language = "cs-CZ"
        (expected.defaultDaysBack, expected.maximumDaysBack) = (5, 30)
        (expected.refusesPolitely, expected.requestsPerMinute) = (true, 0)
        (expected.lookupCache, expected.catchUp) = (.seconds(30), .seconds(120))
        (expected.auditRetentionDays, expected.logRetentionDays) = (1, 2)
        (expected.logFile, expected.auditLogFile, expected.tokenStoragePath) = ("/log/a", "/log/b", "/state")
        #expect(file.settings == expected)
        #expect(file.warnings.isEmpty)
    }

    @Test func `a file of the recording bot that came before is read without a warning`() throws {
        let file = try parse(
            """
            {
                "approved_users": ["ada@example.com"],
                "approved_domains": ["example.com"],
                "respond_only_to_host": false,
                "protect_pmr": true,
                "language": "en_US",
                "log_file": "/log/debug.log",
                "audit_log_file": "/log/audit.log",
                "token_storage_path": "/token_storage/data",
                "options": {}
            }
            """)
        #expect(file.warnings.isEmpty)
        #expect(file.settings.language == "en-US")
        #expect(file.settings.tokenStoragePath == "/token_storage/data")
    }

    @Test func `an organization may be written as its Webex id`() throws {
        // ciscospark://us/ORGANIZATION/1eb65fdf-9643-417f-9974-ad72cae0e10f
        let id = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8xZWI2NWZkZi05NjQzLTQxN2YtOTk3NC1hZDcyY2FlMGUxMGY"
        let settings = try parse(#"{"approved_orgs": ["\#(id)"]}"#).settings
        #expect(settings.access.approvedOrganizations == ["1eb65fdf-9643-417f-9974-ad72cae0e10f"])
    }

    @Test(arguments: [
        (#"{"protect_pmr": "yes"}"#, #"1:17: protect_pmr: expected true or false, not "yes""#),
        (#"{"protect_pmr": null}"#, "1:17: protect_pmr: expected true or false, not null"),
        (#"{"max_days_back": 0}"#, "1:19: max_days_back: expected a whole number from 1 to 3650, not 0"),
        (#"{"max_days_back": 1e3}"#, "1:19: max_days_back: expected a whole number from 1 to 3650, not 1000.0"),
        (
            #"{"lookup_cache_seconds": 3601}"#,
            "1:26: lookup_cache_seconds: expected a whole number from 0 to 3600, not 3601"
        ),
        (
            #"{"catch_up_minutes": 99999999999999999999}"#,
            "1:22: catch_up_minutes: expected a whole number from 0 to 1440, not 1e+20"
        ),
        (#"{"language": "x"}"#, #"1:14: language: expected a language tag such as "en-US", not "x""#),
        (#"{"language": "en--US"}"#, #"1:14: language: expected a language tag such as "en-US", not "en--US""#),
        (#"{"log_file": ""}"#, #"1:14: log_file: expected a path in double quotes, not """#),
        (#"{"options": []}"#, "1:13: options: expected an object, { … }, not []"),
        (#"{"admins": "ada@example.com"}"#, #"1:12: admins: expected a list, [ … ], not "ada@example.com""#),
        (
            #"{"approved_users": ["ada@example.com", "ada@"]}"#,
            #"1:40: approved_users: expected an e-mail address such as "ada@example.com", not "ada@""#
        ),
        (
            #"{"approved_domains": ["@example.com"]}"#,
            #"1:23: approved_domains: expected a domain such as "example.com", or "*" for everybody, not "@example.com""#
        ),
        (
            #"{"approved_orgs": [7]}"#,
            "1:20: approved_orgs: expected the UUID or the Webex id of an organization, not 7"
        ),
        (
            #"{"approved_orgs": ["Y2lzY29zcGFyazovL3VzL1BFT1BMRS8x"]}"#,
            "1:20: approved_orgs: expected the UUID or the Webex id of an organization, "
                + #"not "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8x""#
        ),
        (
            #"{"default_days_back": 30, "max_days_back": 20}"#,
            "1:23: default_days_back: 30 is more than max_days_back, 20"
        ),
        (
            #"{"max_days_back": 7}"#,
            "1:19: default_days_back: 10, which holds when the key is left out, is more than max_days_back, 7"
        ),
        (#"{"admins": [], "admins": []}"#, "1:16: admins: set twice, in line 1 already"),
        ("[]", "1:1: expected an object, { … }"),
        ("", "1:1: the text is empty"),
        ("{\n  \"approved_users\": [\"ada@exam", "2:22: the text in double quotes never ends"),
    ])
    func `what is wrong is named with its place, its key and what is allowed`(text: String, problem: String) {
        #expect(problems(text) == ["config.json:\(problem)"])
    }

    @Test func `all problems are reported at once, in their order`() {
        let found = problems(
            """
            {
              "approved_users": ["one", "two"],
              "protect_pmr": 1,
              "max_days_back": 0
            }
            """)
        #expect(
            found.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
                "config.json:2:22: approved_users:", "config.json:2:29: approved_users:",
                "config.json:3:18: protect_pmr:",
                "config.json:4:20: max_days_back:",
            ])
    }

    @Test(arguments: [
        ("aproved_users", #"; did you mean "approved_users"?"#), ("Protect_PMR", #"; did you mean "protect_pmr"?"#),
        ("approved-domain", #"; did you mean "approved_domains"?"#), ("colour", ""),
    ])
    func `an unknown key is a warning that guesses what was meant`(key: String, guess: String) throws {
        let file = try parse("{\"\(key)\": true}")
        #expect(file.warnings.map(\.description) == ["config.json:1:2: \(key): unknown key\(guess)"])
        #expect(file.settings == Settings())
    }

    @Test func `a long wrong value is cut in the message`() {
        let found = problems(#"{"language": "\#(String(repeating: "?", count: 500))"}"#)
        #expect(found.first.map { $0.count < 160 && $0.hasSuffix("…") } == true)
    }

    @Test func `bytes that are no text are refused`() {
        let bytes = Array(#"{"language": ""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)
        let error = #expect(throws: SettingsError.self) { try SettingsFile(parsing: bytes, path: "config.json") }
        #expect(error?.description == "config.json:1:14: the text is not UTF-8")
    }

    @Test func `a missing file, a folder and a huge file are refused with the reason`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(repeating: UInt8(ascii: " "), count: 2 << 20), to: "huge.json")
        let reasons = ["missing.json", ".", "huge.json"].map { name in
            #expect(throws: SettingsError.self) { try SettingsFile(at: folder(name)) }?.problems.first?.text
        }
        #expect(
            reasons == [
                "cannot be read: No such file or directory", "cannot be read: Is a directory",
                "cannot be read: it has more than 1048576 bytes",
            ])
    }
}
