import Files
@testable import Service
import TemporaryFolders
import Testing
import TestSupport

@Suite struct StateFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a second service is refused, and told of the first and what to do`() throws {
        let first = try StateFolder(folder.path, logger: .silent)
        let error = #expect(throws: StartError.self) { try StateFolder(folder.path, logger: .silent) }
        #expect(
            error?.description == """
                process \(Files.currentProcess) uses the state folder \(folder.path): stop it first, or name another folder \
                with token_storage_path
                """)
        withExtendedLifetime(first) {}
    }

    @Test func `once the first has gone, the next may have the folder`() throws {
        _ = try StateFolder(folder.path, logger: .silent)
        _ = try StateFolder(folder.path, logger: .silent)
    }

    @Test(arguments: [(0o777, 0o770, true), (0o755, 0o750, true), (0o750, 0o750, false), (0o700, 0o700, false)])
    func `everybody else loses the rights on the folder, its group keeps them`(
        before: UInt32, after: UInt32, isTold: Bool
    ) throws {
        let log = CapturedLog()
        try Files.setPermissions(of: folder.path, to: before)
        _ = try StateFolder(folder.path, logger: log.logger)
        #expect(Files.permissions(of: folder.path) == after)
        #expect(log.lines.contains { $0.contains("everybody could look into the state folder") } == isTold)
    }

    @Test func `a folder that cannot be written is refused`() throws {
        let missing = folder("missing")
        let error = #expect(throws: StartError.self) { try StateFolder(missing, logger: .silent) }
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
}
