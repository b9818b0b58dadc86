import Files
import Glibc
import TemporaryFolders
import Testing

@Suite struct LineWriterTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `lines of many tasks are all there, each whole`() async throws {
        let writer = try LineWriter(appendingTo: folder("log"))
        let lines = (0..<100).map { String(repeating: "\($0 % 10)", count: 5_000 + $0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for line in lines { group.addTask { try writer.write(Array("\(line)\n".utf8)) } }
            try await group.waitForAll()
        }
        #expect(try folder.lines(of: "log").sorted() == lines.sorted())
    }

    @Test func `a full disk is an error`() throws {
        let writer = try LineWriter(appendingTo: "/dev/full")
        let error = #expect(throws: FileError.self) { try writer.write([10]) }
        #expect(error?.code == ENOSPC)
    }

    @Test func `a reader that never reads costs a line, not the writer`() throws {
        try #require(unsafe mkfifo(folder("pipe"), 0o600) == 0)
        let reader = unsafe open(folder("pipe"), O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let writer = try LineWriter(appendingTo: folder("pipe"))
        let line = Array(repeating: UInt8(ascii: "x"), count: 1 << 20)
        let error = #expect(throws: FileError.self) { try writer.write(line) }
        #expect(error?.code == EAGAIN)
    }
}
