import Grants
import Recordings
import Testing

@Suite struct FitnessTests {
    private let ours = OrganizationID(publicID: "example", key: "example")
    private let theirs = OrganizationID(publicID: "other", key: "other")

    private func person(
        _ names: [String] = ["ada"], organization: OrganizationID?, kind: Person.Kind = .person
    ) throws -> Person {
        Person(
            id: PersonID(publicID: "ada", key: "ada"), kind: kind, emails: try names.map(EmailAddress.example),
            displayName: "Ada Lovelace", organization: organization)
    }

    @Test func `a listed officer of the bot's organization is fit`() throws {
        let fitness = Fitness(officers: [try .example("ada")], organization: ours)
        #expect(fitness.examine(try person(organization: ours)) == .fit(try .ada))
    }

    @Test func `any address of the person may be the listed one, and that one is kept`() throws {
        let fitness = Fitness(officers: [try .example("lovelace")], organization: ours)
        var holder = try Grant.Holder.ada
        holder.email = try .example("lovelace")
        #expect(fitness.examine(try person(["ada", "lovelace"], organization: ours)) == .fit(holder))
    }

    @Test func `somebody who is not listed is unfit`() throws {
        let fitness = Fitness(officers: [try .example("grace")], organization: ours)
        #expect(fitness.examine(try person(organization: ours)) == .unfit(.notAnOfficer(try .example("ada"))))
    }

    @Test func `another organization is unfit, unless the person is listed`() throws {
        let unlisted = Fitness(officers: [], organization: ours)
        #expect(unlisted.examine(try person(organization: theirs)) == .unfit(.anotherOrganization))
        let listed = Fitness(officers: [try .example("ada")], organization: ours)
        guard case .fit(let holder) = listed.examine(try person(organization: theirs)) else {
            Issue.record("a listed officer is unfit")
            return
        }
        #expect(holder.organization == theirs)
    }

    @Test func `without a list anybody of the bot's organization is fit`() throws {
        let fitness = Fitness(officers: [], organization: ours)
        #expect(fitness.examine(try person(organization: ours)) == .fit(try .ada))
    }

    @Test func `without a list an unknown organization is no reason to trust`() throws {
        let unknown = Fitness(officers: [], organization: nil)
        #expect(unknown.examine(try person(organization: ours)) == .unfit(.organizationUnknown))
        let known = Fitness(officers: [], organization: ours)
        #expect(known.examine(try person(organization: nil)) == .unfit(.organizationUnknown))
    }

    @Test(arguments: [Person.Kind.bot, .other])
    func `an account that is not a person's is unfit`(kind: Person.Kind) throws {
        let fitness = Fitness(officers: [try .example("ada")], organization: ours)
        #expect(fitness.examine(try person(organization: ours, kind: kind)) == .unfit(.notAPerson))
    }

    @Test func `a person without an address is unfit`() throws {
        let fitness = Fitness(officers: [], organization: ours)
        #expect(fitness.examine(try person([], organization: ours)) == .unfit(.notAPerson))
    }
}
