import Files
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
}
