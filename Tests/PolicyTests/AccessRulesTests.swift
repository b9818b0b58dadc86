import Policy
import Recordings
import Testing

@Suite struct AccessRulesTests {
    private func person(
        _ emails: String..., kind: Person.Kind = .person, organization: String? = nil
    ) -> Person {
        Person(
            id: PersonID(publicID: "p", key: "p"), kind: kind, emails: emails.compactMap { EmailAddress($0) },
            displayName: "Somebody", organization: organization.map { OrganizationID(publicID: $0, key: $0) })
    }

    private func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

    @Test func `empty lists approve nobody`() {
        let rules = AccessRules()
        #expect(rules.access(for: person("ada@example.com")) == .nothing)
        #expect(rules.approvesNobody)
    }

    @Test(arguments: [
        ("ada@example.com", Access.everything), ("ADA@EXAMPLE.COM", .everything), ("ada@sub.example.com", .nothing),
        ("ada@badexample.com", .nothing), ("ada@example.com.evil.org", .nothing),
    ])
    func `a domain approves exactly its own addresses`(email: String, access: Access) {
        #expect(AccessRules(approvedDomains: ["example.com"]).access(for: person(email)) == access)
    }

    @Test func `one approved address of several is enough`() throws {
        let rules = AccessRules(approvedUsers: [try address("ada@example.com")])
        #expect(rules.access(for: person("ada@alias.example", "Ada@example.com")) == .everything)
        #expect(rules.access(for: person("eve@example.com")) == .nothing)
    }

    @Test func `a star approves everybody who has an address`() {
        let rules = AccessRules(approvedDomains: ["*"])
        #expect(rules.access(for: person("eve@elsewhere.example")) == .everything)
        #expect(rules.access(for: person()) == .nothing)
    }

    @Test func `a bot is never answered`() {
        #expect(AccessRules(approvedDomains: ["*"]).access(for: person("x@webex.bot", kind: .bot)) == .nothing)
    }

    @Test func `an approved address in a foreign organization is not enough`() {
        let rules = AccessRules(approvedDomains: ["example.com"], approvedOrganizations: ["org-1"])
        #expect(rules.access(for: person("ada@example.com", organization: "org-1")) == .everything)
        #expect(rules.access(for: person("ada@example.com", organization: "org-2")) == .nothing)
        #expect(rules.access(for: person("ada@example.com")) == .nothing)
    }

    @Test func `an admin who is not approved gets the help only`() throws {
        let rules = AccessRules(admins: [try address("root@example.com")])
        #expect(rules.access(for: person("root@example.com")) == .helpOnly)
    }
}
