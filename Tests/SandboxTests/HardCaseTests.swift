import FoundationEssentials
import Testing

@testable import Sandbox

@Suite struct `The organizations in config/sandbox` {
    private static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(Company.folder)/sandbox").sorted()
    }

    @Test func `can all be loaded, and each says what it is an example of`() throws {
        let names = try Self.names()
        #expect(names.count >= 16)
        for name in names {
            #expect(name.hasSuffix(".json"), "\(name)")
            let company = try Company.hardCase(String(name.dropLast(5)))
            #expect(company.about?.hasSuffix(".") == true, "\(name)")
            #expect(!company.meetings.isEmpty, "\(name)")
        }
    }

    @Test func `have a compliance officer, because nobody else can authorize a bot`() throws {
        for name in try Self.names() {
            let company = try Company.hardCase(String(name.dropLast(5)))
            #expect(company.people.contains { $0.roles.contains(.complianceOfficer) }, "\(name)")
        }
    }

    @Test func `have no two meetings, recordings or people with the same id`() throws {
        for name in try Self.names() {
            let company = try Company.hardCase(String(name.dropLast(5)))
            let instances = company.meetings.flatMap(\.instances)
            let ids =
                company.meetings.map(\.id) + instances.map(\.id) + instances.flatMap { $0.recordings.map(\.id) }
                + company.accounts.map(\.id)
            #expect(Set(ids).count == ids.count, "\(name)")
        }
    }
}
