import Files
import FoundationEssentials
import Glibc
import TemporaryFolders
import Testing

@Suite struct AppendOnlyFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [AppendOnlyFile.Durability.synced, .buffered])
    func `a line is in the file when append returns`(durability: AppendOnlyFile.Durability) async throws {
        let file = try AppendOnlyFile(folder("log"), durability: durability)
        try await file.append(Array("one\n".utf8))
        #expect(try folder.text(of: "log") == "one\n")
        try await file.append(Array("two\n".utf8))
        #expect(try folder.text(of: "log") == "one\ntwo\n")
    }

    @Test func `lines of many tasks are all there, each whole`() async throws {
        let file = try AppendOnlyFile(folder("log"), durability: .synced)
        let lines = (0..<200).map { "line \($0) \(String(repeating: "x", count: $0))" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for line in lines { group.addTask { try await file.append(Array("\(line)\n".utf8)) } }
            try await group.waitForAll()
        }
        #expect(try Set(folder.lines(of: "log")) == Set(lines))
        #expect(try folder.lines(of: "log").count == lines.count)
    }

    @Test func `what the file held before stays in front`() async throws {
        try folder.write("old\n", to: "log")
        try await AppendOnlyFile(folder("log"), durability: .synced).append(Array("new\n".utf8))
        #expect(try folder.text(of: "log") == "old\nnew\n")
    }

    @Test func `after a torn line the next one begins on its own`() async throws {
        try folder.write("whole\nto", to: "log")
        let file = try AppendOnlyFile(folder("log"), durability: .synced)
        try await file.append(Array("next\n".utf8))
        try await file.append(Array("last\n".utf8))
        #expect(try folder.text(of: "log") == "whole\nto\nnext\nlast\n")
    }

    @Test func `a line that fits only in part is taken back, and the file goes on`() async throws {
        try FileSizeLimit.begin()
        let limit = FileSizeLimit.size
        try folder.write("", to: "log")
        let path = folder("log")
        try #require(unsafe truncate(path, limit - 5) == 0)
        let file = try AppendOnlyFile(path, durability: .buffered)

        await #expect(throws: FileError(operation: "write", path: path, code: EFBIG)) {
            try await file.append(Array("too long\n".utf8))
        }
        #expect(try Files.stamp(path).size == limit - 5)
        try await file.append(Array("fit\n".utf8))
        #expect(try Files.stamp(path).size == limit)
    }

    @Test(arguments: [
        ("/dev/full", AppendOnlyFile.Durability.buffered, ENOSPC), ("/dev/null", .synced, EINVAL),
    ])
    func `a failed write or sync reaches everybody who waits, time and again`(
        path: String, durability: AppendOnlyFile.Durability, code: Int32
    ) async throws {
        let file = try AppendOnlyFile(path, durability: durability)
        let codes = await withTaskGroup(of: Int32?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do throws(FileError) {
                        try await file.append(Array("lost\n".utf8))
                        return nil
                    } catch {
                        return error.code
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == Array(repeating: code, count: 20))
    }

    @Test func `a file that cannot be opened is refused at once`() {
        #expect(throws: FileError.self) { try AppendOnlyFile(folder("missing/log"), durability: .synced) }
        #expect(throws: FileError.self) { try AppendOnlyFile(folder.path, durability: .synced) }
    }

    @Test(.timeLimit(.minutes(1)))
    func `the thread ends and the file is closed when nobody holds it any more`() async throws {
        var file: AppendOnlyFile? = try AppendOnlyFile(folder("log"), durability: .buffered)
        try await file?.append(Array("one\n".utf8))
        #expect(Self.isOpen(folder("log")))
        file = nil
        while Self.isOpen(folder("log")) { await Task.yield() }
    }

    private static func isOpen(_ path: String) -> Bool {
        let descriptors = (try? Files.list("/proc/self/fd")) ?? []
        return descriptors.contains {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
        }
    }
}
