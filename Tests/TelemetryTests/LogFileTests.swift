import Files
import FoundationEssentials
import Telemetry
import TemporaryFolders
import Testing

@Suite struct LogFileTests {
    let folder: TemporaryFolder
    /// Noon of the 20th of November 2026 in UTC.
    private let noon = Date(timeIntervalSince1970: 1_795_176_000)

    init() throws { folder = try TemporaryFolder() }

    private func days(_ count: Int) -> TimeInterval { TimeInterval(count) * 86_400 }

    private func write(_ text: String, to file: LogFile, after count: Int = 0) throws {
        try file.write(Array("\(text)\n".utf8), at: noon.addingTimeInterval(days(count)))
    }

    @Test func `a line of the next day begins a new file and leaves the old one under its day`() throws {
        let file = LogFile(folder("debug.log"), now: noon)
        for (day, text) in ["one", "two", "three"].enumerated() { try write(text, to: file, after: day) }
        #expect(try folder.lines(of: "debug.log") == ["three"])
        #expect(try folder.lines(of: "debug-2026-11-20.log") == ["one"])
        #expect(try folder.lines(of: "debug-2026-11-21.log") == ["two"])
    }

    @Test func `what an earlier start wrote on another day is put aside under that day`() throws {
        try folder.write("old\n", to: "debug.log")
        try FileManager.default.setAttributes([.modificationDate: noon], ofItemAtPath: folder("debug.log"))
        let file = LogFile(folder("debug.log"), now: noon.addingTimeInterval(days(3)))
        try write("new", to: file, after: 3)
        #expect(try folder.lines(of: "debug-2026-11-20.log") == ["old"])
        #expect(try folder.lines(of: "debug.log") == ["new"])
    }

    @Test func `a start on the same day goes on in the same file`() throws {
        try write("one", to: LogFile(folder("debug.log"), now: noon))
        try FileManager.default.setAttributes([.modificationDate: noon], ofItemAtPath: folder("debug.log"))
        try write("two", to: LogFile(folder("debug.log"), now: noon))
        #expect(try folder.lines(of: "debug.log") == ["one", "two"])
    }

    @Test(arguments: [(2, ["debug-2026-11-20.log", "debug-2026-11-21.log"]), (0, nil)])
    func `so many days before today are kept, and 0 keeps all`(retention: Int, left: [String]?) throws {
        let names = (15...21).map { "debug-2026-11-\($0).log" }
        for name in names + ["debug-2026-11-15.log.gz", "audit-2026-11-15.log"] { try folder.write("x\n", to: name) }
        let file = LogFile(folder("debug.log"), now: noon.addingTimeInterval(days(2)))
        file.keep({ retention }, now: noon.addingTimeInterval(days(2)))
        let found = try Files.list(folder.path).filter { $0.hasPrefix("debug-") && $0.hasSuffix(".log") }
        #expect(found == left ?? names)
        #expect(Files.exists(folder("audit-2026-11-15.log")))
        #expect(Files.exists(folder("debug-2026-11-15.log.gz")))
    }

    @Test func `a new retention holds from the next day on`() throws {
        let file = LogFile(folder("debug.log"), now: noon)
        for day in 0...3 { try write("\(day)", to: file, after: day) }
        file.keep({ 1 }, now: noon)
        try write("4", to: file, after: 4)
        #expect(try Files.list(folder.path) == ["debug-2026-11-23.log", "debug.log"])
    }

    @Test func `a day whose name is taken goes on in the same file`() throws {
        try folder.write("mine\n", to: "debug-2026-11-20.log")
        let file = LogFile(folder("debug.log"), now: noon)
        for (day, text) in ["one", "two"].enumerated() { try write(text, to: file, after: day) }
        #expect(try folder.lines(of: "debug-2026-11-20.log") == ["mine"])
        #expect(try folder.lines(of: "debug.log") == ["one", "two"])
    }

    @Test(arguments: [0, 1])
    func `a file that was moved away is followed by a new one`(days: Int) throws {
        let file = LogFile(folder("debug.log"), now: noon)
        try write("one", to: file)
        try Files.rename(folder("debug.log"), to: folder("moved"))
        try write("two", to: file, after: days)
        #expect(try folder.lines(of: "moved") == ["one"])
        #expect(try folder.lines(of: "debug.log") == ["two"])
    }

    @Test func `a file that was removed is followed by a new one`() throws {
        let file = LogFile(folder("debug.log"), now: noon)
        try write("one", to: file)
        try Files.remove(folder("debug.log"))
        #expect(file.problem == nil)
        try write("two", to: file)
        #expect(try folder.lines(of: "debug.log") == ["two"])
    }

    @Test func `a second start by mistake that begins the new day takes no line from the first`() throws {
        let first = LogFile(folder("debug.log"), now: noon)
        try write("one", to: first)
        try FileManager.default.setAttributes([.modificationDate: noon], ofItemAtPath: folder("debug.log"))
        let second = LogFile(folder("debug.log"), now: noon.addingTimeInterval(days(1)))
        try write("refused", to: second, after: 1)
        try write("two", to: first, after: 1)
        #expect(try folder.lines(of: "debug-2026-11-20.log") == ["one"])
        #expect(try folder.lines(of: "debug.log") == ["refused", "two"])
    }

    @Test func `a file that cannot be opened costs lines until it can`() throws {
        try folder.write("", to: "logs")
        let file = LogFile(folder("logs/debug.log"), now: noon)
        #expect(file.problem != nil)
        #expect(throws: FileError.self) { try write("lost", to: file) }
        try Files.remove(folder("logs"))
        try folder.createFolder("logs")
        try write("kept", to: file)
        #expect(file.problem == nil)
        #expect(try folder.lines(of: "logs/debug.log") == ["kept"])
    }

    @Test func `the folder is made when it is missing`() throws {
        try write("one", to: LogFile(folder("a/b/debug.log"), now: noon))
        #expect(try folder.lines(of: "a/b/debug.log") == ["one"])
    }
}
