import Files
import Glibc
import TemporaryFolders
import Testing

@Suite struct RecordFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a record takes the place of a longer one, filled up to the same length`() throws {
        let file = try RecordFile(folder("record"))
        try file.write(Array("a long record".utf8))
        try file.write(Array("short".utf8))
        try file.sync()
        let bytes = try Files.read(folder("record"), limit: 1024)
        #expect(bytes.count == RecordFile.length)
        #expect(bytes.last == UInt8(ascii: "\n"))
        #expect(String(decoding: bytes, as: UTF8.self).split(separator: " ").first == "short")
    }

    @Test func `a record that is too long is refused, and the old one stays`() throws {
        let file = try RecordFile(folder("record"))
        try file.write(Array("old".utf8))
        #expect(throws: FileError(operation: "write", path: folder("record"), code: EFBIG)) {
            try file.write([UInt8](repeating: 1, count: RecordFile.length))
        }
        #expect(try folder.text(of: "record").hasPrefix("old "))
    }

    @Test func `one at a time has the lock`() throws {
        let (first, second) = (try RecordFile(folder("record")), try RecordFile(folder("record")))
        #expect(try first.lock())
        #expect(try !second.lock())
        first.unlock()
        #expect(try second.lock())
    }
}

@Suite struct GrowingFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `what is cut off makes room for the next line`() throws {
        try folder.write("one\nto", to: "log")
        var file = try GrowingFile(folder("log"), durability: .synced)
        try file.cutOff(after: 4)
        try file.append(Array("two\n".utf8))
        #expect(try folder.text(of: "log") == "one\ntwo\n")
        #expect(try file.size == 8)
    }

    @Test(arguments: [("/dev/null", false), ("log", true)])
    func `a device is told from a file`(name: String, isRegular: Bool) throws {
        let path = isRegular ? folder(name) : name
        #expect(try GrowingFile(path, durability: .buffered).isRegular == isRegular)
        #expect(Files.isRegular(path) == isRegular)
        #expect(!Files.isRegular(folder.path))
    }
}

@Suite struct LineReaderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func lines() throws -> [LineReader.Line] {
        var reader = try LineReader(folder("file"))
        var lines: [LineReader.Line] = []
        while let line = try reader.next() { lines.append(line) }
        return lines
    }

    private func line(_ text: String, finished: Bool = true) -> LineReader.Line {
        LineReader.Line(bytes: Array(text.utf8), isFinished: finished)
    }

    @Test func `a file is read line by line, empty ones and an unfinished last one too`() throws {
        try folder.write("one\n\nthree\nfo", to: "file")
        #expect(try lines() == [line("one"), line(""), line("three"), line("fo", finished: false)])
        try folder.write("", to: "file")
        #expect(try lines().isEmpty)
    }

    @Test func `lines come whole wherever the portions of the file end`() throws {
        let texts = (0..<400).map { String(repeating: "x", count: $0 * 3) }
        try folder.write(texts.map { "\($0)\n" }.joined(), to: "file")
        #expect(try lines() == texts.map { line($0) })
    }

    @Test func `a line without end comes in pieces`() throws {
        try folder.write([UInt8](repeating: 120, count: LineReader.maximumLength + 5) + [10, 121, 10], to: "file")
        let lines = try lines()
        #expect(lines.map(\.bytes.count) == [LineReader.maximumLength, 5, 1])
        #expect(lines.map(\.isFinished) == [false, true, true])
    }

    @Test func `a file that is not there is an error`() {
        #expect(throws: FileError(operation: "read", path: folder("missing"), code: ENOENT)) {
            _ = try LineReader(folder("missing"))
        }
    }
}
