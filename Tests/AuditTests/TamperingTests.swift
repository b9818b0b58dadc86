import Audit
import Files
import JSONTree
import TemporaryFolders
import TestSupport
import Testing

/// A log that somebody changed; what each change is, comes from a seed, so that a failure happens again.
@Suite(.timeLimit(.minutes(2))) struct TamperingTests {
    let logs: LogFolder

    init() throws { logs = try LogFolder() }

    /// What `verify` says when the log holds these lines.
    private func finding(_ lines: [String], ending: String = "\n") throws -> AuditFinding? {
        try logs.folder.write(lines.joined(separator: "\n") + (lines.isEmpty ? "" : ending), to: "audit.log")
        return try logs.verify().finding
    }

    private func lines(_ count: Int) async throws -> [String] {
        try await logs.write(count)
        return try logs.folder.lines(of: "audit.log")
    }

    @Test func `every byte that is changed is found in its line`() async throws {
        try await logs.write(2)
        let bytes = try logs.bytes()
        var random = SeededGenerator(seed: 1)
        var line = 1
        for index in bytes.indices {
            var edited = bytes
            edited[index] ^= UInt8.random(in: 1...255, using: &random)
            try logs.folder.write(edited, to: "audit.log")
            #expect(try logs.place(logs.verify()) == "audit.log:\(line)", "byte \(index)")
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        }
    }

    @Test func `every byte that is put in or taken out is found in its line`() async throws {
        try await logs.write(12)
        let bytes = try logs.bytes()
        var random = SeededGenerator(seed: 2)
        for _ in 0..<200 {
            var edited = bytes
            let index = Int.random(in: 0..<bytes.count - 1, using: &random)
            if Bool.random(using: &random) {
                edited.remove(at: index)
            } else {
                edited.insert(UInt8.random(in: 0...255, using: &random), at: index)
            }
            guard edited != bytes else { continue }
            try logs.folder.write(edited, to: "audit.log")
            let line = 1 + bytes[..<index].count { $0 == UInt8(ascii: "\n") }
            #expect(try logs.place(logs.verify()) == "audit.log:\(line)", "byte \(index)")
        }
    }

    @Test func `lines that are removed are missing before the line after them`() async throws {
        let lines = try await lines(12)
        for first in 0..<11 {
            for last in first..<11 {
                let rest = Array(lines[..<first] + lines[(last + 1)...])
                let problem = AuditFinding.Problem.missing(first + 1...last + 1)
                #expect(try finding(rest) == AuditFinding(path: logs.path, line: first + 1, problem: problem))
            }
        }
    }

    @Test func `lines that are swapped are found at the earlier of the two`() async throws {
        let lines = try await lines(12)
        for (one, other) in (0..<12).flatMap({ one in (one + 1..<12).map { (one, $0) } }) {
            var swapped = lines
            swapped.swapAt(one, other)
            let problem = AuditFinding.Problem.swapped(one + 1, foundAt: other + 1)
            #expect(try finding(swapped) == AuditFinding(path: logs.path, line: one + 1, problem: problem))
        }
    }

    @Test func `a line that stands twice is found at its second place`() async throws {
        let lines = try await lines(12)
        var random = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let source = Int.random(in: 0..<12, using: &random)
            let place = Int.random(in: source + 1...12, using: &random)
            var doubled = lines
            doubled.insert(lines[source], at: place)
            let problem = AuditFinding.Problem.repeated(source + 1)
            #expect(try finding(doubled) == AuditFinding(path: logs.path, line: place + 1, problem: problem))
        }
    }

    @Test func `a log that ends early is truncated, after whichever byte`() async throws {
        try await logs.write(3)
        let bytes = try logs.bytes()
        for length in bytes.indices {
            try logs.folder.write(Array(bytes.prefix(length)), to: "audit.log")
            let whole = bytes.prefix(length).count { $0 == UInt8(ascii: "\n") }
            let finding = AuditFinding(path: logs.path, line: whole + 1, problem: .truncated(whole + 1...3))
            #expect(try logs.verify().finding == finding, "after \(length) bytes")
        }
    }

    @Test func `a log that is written anew under another key is found at its first line`() async throws {
        try await logs.write(3)
        let head = try logs.bytes(of: "audit.log.head")
        try Files.remove(logs.path)
        try Files.remove(logs.folder("audit.log.head"))
        try await logs.write(3, keys: [LogFolder.otherKey])
        try logs.folder.write(head, to: "audit.log.head")
        let report = try logs.verify()
        #expect(logs.place(report) == "audit.log:1")
        #expect("\(try #require(report.finding))".contains("re-computed with another key"))
    }

    @Test func `a log that is written anew under another key with the name of ours is found too`() async throws {
        let ours = try await lines(6)
        let name = try #require(ours.first?.split(separator: "\"chain\":\"1.1.").last?.split(separator: ".").first)
        let other = try LogFolder()
        try await other.write(6, keys: [LogFolder.otherKey])
        let theirs = try other.folder.lines(of: "audit.log")
        let otherName = try #require(
            theirs.first?.split(separator: "\"chain\":\"1.1.").last?.split(separator: ".").first)
        let forged = theirs.map { $0.split(separator: otherName).joined(separator: String(name)) }
        #expect(
            try finding(Array(ours[..<2] + forged[2...]))
                == AuditFinding(path: logs.path, line: 3, problem: .recomputed))
    }

    @Test func `lines of an older copy that went on differently do not fit`() async throws {
        try await logs.write(2)
        let (log, head) = (try logs.bytes(), try logs.bytes(of: "audit.log.head"))
        try await logs.write(3)
        let original = try logs.folder.lines(of: "audit.log")
        try logs.folder.write(log, to: "audit.log")
        try logs.folder.write(head, to: "audit.log.head")
        let second = try logs.open()
        for event in ["X", "Y", "Z"] { try await second.write(logs.line(event)) }
        let copy = try logs.folder.lines(of: "audit.log")
        #expect(
            try finding(Array(copy[..<4] + original[4...]))
                == AuditFinding(path: logs.path, line: 5, problem: .spliced))
    }

    @Test(arguments: [("\"last\":\"1.3.", "\"last\":\"1.2."), ("\"code\":\"", "\"code\":\"A"), ("{", "[")])
    func `a head that was changed is named`(part: String, other: String) async throws {
        try await logs.write(3)
        let text = try logs.folder.text(of: "audit.log.head")
        let edited = text.split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
        try logs.folder.write(edited, to: "audit.log.head")
        let finding = AuditFinding(path: logs.folder("audit.log.head"), line: 1, problem: .headEdited)
        #expect(try logs.verify().finding == finding)
    }

    @Test func `a head under another key is not said to be edited`() async throws {
        try await logs.write(3)
        let other = try AuditVerifier(keys: [Array(repeating: 9, count: 32)])
        guard case .otherKey = try other.verifyEnd(of: logs.path) else {
            Issue.record("not told apart")
            return
        }
    }

    @Test func `an empty log with lines in its head is truncated, one without has no lines`() async throws {
        _ = try logs.open()
        #expect(try logs.verify().lines == ["\(logs.path): no lines"])
        try await logs.write(1)
        #expect(try finding([])?.problem == .truncated(1...1))
    }

    @Test func `a log that is not there is an error, not a sound log`() {
        let error = #expect(throws: AuditError.self) { try logs.verify("nothing.log") }
        #expect(error?.description.contains("nothing.log") == true)
    }

    @Test func `without the key the order is still checked, and what was not is said`() async throws {
        let lines = try await lines(4)
        let remark = "not checked: whether lines were edited or re-computed, for that takes STEWARD_KEY"
        #expect(try logs.verify(keys: []).lines == ["\(logs.path): in order, 4 lines, numbers 1 to 4", remark])

        let changes: [([String], Int)] = [
            (Array(lines.dropLast()), 4), (Array(lines.dropFirst()), 1), ([lines[0], lines[2], lines[1], lines[3]], 2),
            ([lines[0], "{}", lines[2]], 2),
        ]
        for (changed, line) in changes {
            try logs.folder.write(changed.joined(separator: "\n") + "\n", to: "audit.log")
            #expect(try logs.place(logs.verify(keys: [])) == "audit.log:\(line)")
        }
    }

    @Test func `a sound log stays sound while a service writes to it`() async throws {
        let log = try logs.open()
        try await log.write(logs.line("E1"))
        async let writing: Void = {
            for number in 2...200 { try await log.write(logs.line("E\(number)")) }
        }()
        for _ in 0..<50 { #expect(try logs.verify().finding == nil) }
        try await writing
    }
}
