@testable import Files
import FoundationEssentials
import TemporaryFolders
import Testing

@Suite struct InspectionTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `permissions are told as they are`() throws {
        try Files.replace(folder("file"), with: [], permissions: 0o640)
        #expect(Files.permissions(of: folder("file")) == 0o640)
        #expect(Files.permissions(of: folder("nothing")) == nil)
    }

    @Test func `what is not there cannot be written`() {
        #expect(!Files.isWritable(folder("nothing")))
        #expect(Files.isWritable(folder: folder.path))
    }

    @Test func `there is some room left`() throws {
        #expect(try #require(Files.freeSpace(of: folder.path)) > 0)
        #expect(Files.freeSpace(of: folder("nothing")) == nil)
    }

    @Test func `whoever has locked a file is known, and nobody once it is let go of`() throws {
        let file = try RecordFile(folder("lock"))
        #expect(Files.lockHolder(of: folder("lock")) == nil)
        #expect(try file.lock())
        #expect(Files.lockHolder(of: folder("lock")) == Files.currentProcess)
        file.unlock()
        #expect(Files.lockHolder(of: folder("lock")) == nil)
    }

    @Test func `a lock on a file of the same number on another device is none on this one`() {
        let locks = """
            1: POSIX  ADVISORY  WRITE 11 08:01:1234 0 EOF
            2: FLOCK  ADVISORY  WRITE 22 fe:00:1234 0 EOF
            3: FLOCK  ADVISORY  WRITE 33 08:01:1234 0 EOF
            3: -> FLOCK  ADVISORY  WRITE 44 08:01:1234 0 EOF
            """
        #expect(Files.lockHolder(of: "08:01:1234", in: locks) == 33)
        #expect(Files.lockHolder(of: "08:02:1234", in: locks) == nil)
    }
}
