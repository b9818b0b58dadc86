import FoundationEssentials
import Recordings
import TemporaryFolders
import Testing

@testable import Journal

@Suite struct OfficerTests {
    let folder: TemporaryFolder
    let ada = PersonID(publicID: "ada", key: "ada")
    let grace = PersonID(publicID: "grace", key: "grace")

    init() throws { folder = try TemporaryFolder() }

    private func journal() throws -> Journal { try Journal(folder("journal"), now: Date()) }

    @Test func `the first to claim the grant has it, also after a restart`() async throws {
        let journal = try journal()
        #expect(journal.officer == nil)
        #expect(try await journal.claim(for: ada))
        #expect(try await !journal.claim(for: grace))
        let restarted = try self.journal()
        #expect(restarted.officer == .held(ada))
        #expect(try await !restarted.claim(for: grace))
        #expect(try await restarted.claim(for: ada))
    }

    @Test func `of many who claim at once, one gets it`() async throws {
        let journal = try journal()
        let count = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask { try await journal.claim(for: PersonID(publicID: "\(number)", key: "\(number)")) }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(count == 1)
    }

    @Test func `once released, the next may claim it`() async throws {
        let journal = try journal()
        _ = try await journal.claim(for: ada)
        try await journal.remember(officer: .released)
        let restarted = try self.journal()
        #expect(restarted.officer == .released)
        #expect(try await restarted.claim(for: grace))
        #expect(try self.journal().officer == .held(grace))
        #expect(try folder.lines(of: "journal").count == 1)
    }
}
