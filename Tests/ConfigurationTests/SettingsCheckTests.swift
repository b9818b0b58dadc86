import Configuration
import TemporaryFolders
import Testing

@Suite struct SettingsCheckTests {
    private func check(_ text: String) throws -> (SettingsCheck, folder: TemporaryFolder) {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "config.json")
        return (SettingsCheck(at: folder("config.json")), folder)
    }

    @Test func `everything that is wrong is named in one go, unknown keys too, in the order of the file`() throws {
        let (check, folder) = try check(
            """
            {
              "aproved_users": [],
              "admins": ["one", "two"],
              "colour": 1,
              "protect_pmr": "yes",
              "protect_pmr": true,
              "max_days_back": 5
            }
            """)
        let beginnings = check.problems.map { problem in
            problem.description.dropFirst(folder.path.count + 1).split(separator: ": ").prefix(2).joined(separator: " ")
        }
        #expect(
            beginnings == [
                "config.json:2:3 aproved_users", "config.json:3:14 admins", "config.json:3:21 admins",
                "config.json:4:3 colour", "config.json:5:18 protect_pmr", "config.json:6:3 protect_pmr",
                "config.json:7:20 default_days_back",
            ])
        #expect(check.problems.first?.text == #"unknown key; did you mean "approved_users"?"#)
        #expect(check.summary == "7 problems")
        #expect(check.settings == nil)
    }

    @Test func `an unknown key alone is a problem, and the settings hold all the same`() throws {
        let (check, _) = try check(#"{"colour": 1}"#)
        #expect(check.problems.map(\.key) == ["colour"])
        #expect(check.summary == "1 problem")
        #expect(check.settings == Settings())
    }

    @Test(arguments: [
        ("{}", "nobody approved"), (#"{"approved_domains": ["*", "example.com"]}"#, "everybody approved"),
        (
            #"{"approved_domains": ["example.com"], "approved_users": ["a@x.org", "b@x.org"]}"#,
            "2 addresses and 1 domain approved"
        ),
    ])
    func `a file in order is summed up in one line`(text: String, audience: String) throws {
        let (check, _) = try check(text)
        #expect(check.problems.isEmpty)
        #expect(
            check.summary
                == "in order: \(audience), answers in en-US, rules: protect_pmr, respect_download_prevention")
    }

    @Test(arguments: [
        ("{}", [SettingsNote.nobodyApproved, .numberIsEnough, .noOfficers, .noAdmins]),
        (
            #"{"approved_domains": ["*"], "respond_only_to_host": true, "admins": ["a@x.org"]}"#,
            [.everybodyApproved, .noOfficers]
        ),
        (
            """
            {"approved_domains": ["*"], "approved_orgs": ["1eb65fdf-9643-417f-9974-ad72cae0e10f"],
             "respond_only_to_invitees": true, "admins": ["a@x.org"], "compliance_officers": ["c@x.org"]}
            """, []
        ),
    ])
    func `what the settings allow and should be meant is noted`(text: String, notes: [SettingsNote]) throws {
        #expect(try check(text).0.notes == notes)
    }

    @Test func `a file that is not there is the only problem`() throws {
        let folder = try TemporaryFolder()
        let check = SettingsCheck(at: folder("config.json"))
        #expect(
            check.problems.map(\.description) == [
                "\(folder("config.json")): cannot be read: No such file or directory"
            ])
        #expect(check.notes.isEmpty)
    }
}
