import Audit
import Files
import Glibc
import JSONTree
import TemporaryFolders
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1))) struct RestartTests {
    let logs: LogFolder

    init() throws { logs = try LogFolder() }

    @Test func `a crash at any byte of a group leaves a log that verifies and goes on`() async throws {
        try await logs.write(2)
        let (head, before) = (try logs.bytes(of: "audit.log.head"), try logs.bytes())
        try await logs.write(2)
        let after = try logs.bytes()
        for length in before.count...after.count {
            try logs.folder.write(Array(after.prefix(length)), to: "audit.log")
            try logs.folder.write(head, to: "audit.log.head")
            #expect(try logs.verify().isSound, "torn after \(length) bytes")
            try await logs.write(1)
            #expect(try logs.verify().isSound, "gone on after \(length) bytes")
        }
    }

    @Test func `a torn line is cut off, and the log says so`() async throws {
        try await logs.write(2)
        try logs.folder.write(try logs.bytes() + Array("{\"requestor\":".utf8), to: "audit.log")
        #expect(try logs.verify().remarks == ["\(logs.path):3: an unfinished line, which was never in force"])
        try await logs.write(1)
        #expect(try logs.verify().files.map(\.numbers) == [1...3])
        #expect(logs.told.lines.contains("notice an unfinished line at the end of the audit log was cut off"))
    }

    @Test func `lines cut off while nothing ran stay missing for ever`() async throws {
        try await logs.write(5)
        let lines = try logs.folder.lines(of: "audit.log")
        try logs.folder.write(lines.prefix(3).joined(separator: "\n") + "\n", to: "audit.log")
        try await logs.write(1)
        let finding = try logs.verify().finding
        #expect(finding == AuditFinding(path: logs.path, line: 4, problem: .missing(4...5)))
        #expect(logs.told.lines.contains { $0.hasPrefix("error the audit log does not end where it should") })
    }

    @Test func `a last line that was edited while nothing ran stays named`() async throws {
        try await logs.write(2)
        let text = try logs.folder.text(of: "audit.log")
        let edited = text.split(separator: "E2").joined(separator: "E9")
        try logs.folder.write(edited, to: "audit.log")
        try await logs.write(2)
        #expect(try logs.place(logs.verify()) == "audit.log:2")
    }

    @Test func `the key may change while the old one stays in the list`() async throws {
        try await logs.write(2)
        try await logs.write(2, keys: [LogFolder.otherKey, LogFolder.key])
        let both = [LogFolder.otherKey, LogFolder.key]
        #expect(try logs.verify(keys: both).lines == ["\(logs.path): sound, 4 lines, numbers 1 to 4"])
        #expect(try logs.place(logs.verify(keys: [LogFolder.otherKey])) == "audit.log:1")
        #expect(try logs.place(logs.verify(keys: [LogFolder.key])) == "audit.log:3")
    }

    @Test func `a key that never signed the log is refused, and nothing is overwritten`() async throws {
        try await logs.write(2)
        let (log, head) = (try logs.bytes(), try logs.bytes(of: "audit.log.head"))
        #expect(throws: AuditError(.otherKey, logs.folder("audit.log.head"))) {
            try logs.open(keys: [LogFolder.otherKey])
        }
        #expect(try logs.bytes() == log)
        #expect(try logs.bytes(of: "audit.log.head") == head)
    }

    @Test(arguments: ["audit.log", "audit.log.head"])
    func `what a later version wrote is refused, and nothing is overwritten`(name: String) async throws {
        try await logs.write(1)
        var text = try logs.folder.text(of: name)
        let marks = [("\"chain\":\"1.", "\"chain\":\"2."), ("\"steward_audit\":1", "\"steward_audit\":2")]
        for (old, new) in marks { text = text.split(separator: old).joined(separator: new) }
        try logs.folder.write(text, to: name)
        let error = #expect(throws: AuditError.self) { try logs.open() }
        #expect(error?.code == .newerVersion(2))
        #expect(error?.description.contains("a later version of Steward") == true)
        #expect(try logs.folder.text(of: name) == text)
    }

    @Test(arguments: [[UInt8]?.none, []])
    func `without its head a log is refused`(head: [UInt8]?) async throws {
        try await logs.write(1)
        let path = logs.folder("audit.log.head")
        if let head { try logs.folder.write(head, to: "audit.log.head") } else { try Files.remove(path) }
        #expect(throws: AuditError(.headMissing, path)) { try logs.open() }
        #expect(try logs.place(logs.verify()) == "audit.log.head:1")
    }

    @Test func `a log from before there was a chain is set aside, each time under a name of its own`() async throws {
        for name in ["audit-unchained.log", "audit-unchained-2.log"] {
            try? Files.remove(logs.folder("audit.log.head"))
            try logs.folder.write("{\"requestor\":\"ada@example.com\",\"status\":\"permitted\"}\n", to: "audit.log")
            try await logs.write(1)
            #expect(Files.exists(logs.folder(name)))
            #expect(try logs.verify().isSound)
        }
        #expect(try logs.folder.text(of: "audit-unchained.log").hasPrefix("{\"requestor\":\"ada@example.com\""))
    }
}
