import Files
@testable import Service
import TemporaryFolders
import Testing
import TestSupport

@Suite struct StateFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a second service is refused, and told of the first and what to do`() throws {
        let first = try StateFolder(folder.path)
        let error = #expect(throws: StartError.self) { try StateFolder(folder.path) }
        #expect(
            error?.description == """
                process \(Files.currentProcess) uses the state folder \(folder.path): stop it first, or name another folder \
                with token_storage_path
                """)
        withExtendedLifetime(first) {}
    }

    @Test func `once the first has gone, the next may have the folder`() throws {
        _ = try StateFolder(folder.path)
        _ = try StateFolder(folder.path)
    }

    @Test(arguments: [(0o777, 0o770, true), (0o755, 0o750, true), (0o750, 0o750, false), (0o700, 0o700, false)])
    func `everybody else loses the rights on the folder, its group keeps them`(
        before: UInt32, after: UInt32, isTold: Bool
    ) throws {
        let log = CapturedLog()
        try Files.setPermissions(of: folder.path, to: before)
        try StateFolder(folder.path).narrow(log.logger)
        #expect(Files.permissions(of: folder.path) == after)
        #expect(log.lines.contains { $0.contains("everybody could look into the state folder") } == isTold)
    }

    @Test func `a folder that cannot be written is refused`() throws {
        let missing = folder("missing")
        let error = #expect(throws: StartError.self) { try StateFolder(missing) }
        #expect(error?.description.hasPrefix("cannot write to the state folder \(missing)") == true)
    }

    @Test func `a folder of another user is refused with both users and what to do`() {
        #expect(
            StateFolder.refusal("state", owner: 0, user: 1000) == """
                cannot write to the state folder state: it belongs to user 0, and this process runs as user 1000. Give it \
                to user 1000, run as user 0, or name another folder with token_storage_path
                """)
        #expect(
            StateFolder.refusal("state", owner: 5, user: 5).hasSuffix("its permissions or its file system refuse that"))
    }

    @Test func `somebody else than the user of the service is kept from writing there`() throws {
        let text = try #require(StateFolder.stranger("state", owner: 10_001, user: 0))
        #expect(text.hasSuffix("could not read what user 0 writes there: run this as user 10001"))
        #expect(StateFolder.stranger("state", owner: 5, user: 5) == nil)
        try StateFolder.checkUser(of: folder.path)
        _ = try StateFolder(folder.path)
        try StateFolder.checkUser(of: folder.path)
    }
}
