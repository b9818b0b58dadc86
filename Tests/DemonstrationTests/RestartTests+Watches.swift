import Demonstration
import FoundationEssentials
import Glibc
import HTTPTypes
import JSONTree
import Sandbox
import TemporaryFolders
import TestSupport
import Testing
import WebConnections

// Whoever waits for a recording.
extension RestartTests {
    /// Where a kill meets the answer to somebody who waits.
    enum Arrival: CaseIterable { case notArrived, arrived }

    @Test(arguments: Arrival.allCases)
    func `whoever waits for a recording is told once, whenever the bot is killed`(moment: Arrival) async throws {
        try await Self.withSandbox { sandbox, folder in
            try await Self.press(in: folder, sandbox)
            // For every try, or the next one would succeed before the kill.
            sandbox.faults.next(
                .post, "/v1/messages", times: .max,
                moment == .arrived ? .loseAnswer(after: .seconds(3600)) : .hangUp)
            let killed = try await Self.start(sandbox, folder)
            await sandbox.faults.struck()
            sandbox.faults.clear()
            killed.send(SIGKILL)
            _ = try await killed.ended()
            let answered = try Self.journal(folder).count { $0.contains(#""answered""#) }

            let bot = try await Self.start(sandbox, folder)
            try await JournalLines.wait(for: answered + 1, of: "answered", in: folder)
            bot.send(SIGKILL)
            _ = try await bot.ended()
            let told = sandbox.written(to: Self.alice).count { $0.card?.text.contains("/files/video/") == true }
            #expect(told == 1)
        }
    }

    /// Has Alice wait for a recording, and leaves a journal in which the bot has just found it.
    private static func press(in folder: TemporaryFolder, _ sandbox: WebexSandbox) async throws {
        let port = try freePort()
        let bot = try await start(sandbox, folder, port: port)
        _ = try await sandbox.authorizeBot(at: "http://127.0.0.1:\(port)", as: "clara@example.com")
        let form = try await answer(sandbox)
        let nothing = ServerResponse(
            .ok, fields: [.contentType: "application/json"], body: Array(#"{"items":[]}"#.utf8))
        sandbox.faults.next(.get, "/v1/admin/recordings", times: .max, .answer(nothing))
        _ = try await sandbox.reply(to: alice, where: { $0.markdown?.contains("every ten minutes") == true }) {
            _ = try $0.submit(["command_keyword": "notify", "meeting_number": "25512345678"], on: form.id, as: alice)
        }
        try await JournalLines.wait(for: 2, of: "answered", in: folder)
        sandbox.faults.clear()
        bot.send(SIGKILL)
        _ = try await bot.ended()
        let lines = try journal(folder)
        let begun = try #require(lines.first { $0.contains(#""watch-begun""#) })
        let event = try #require(try JSONValue(parsing: Array(begun.utf8))["event"]?.string)
        let now = Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(Date())
        let line =
            #"{"kind":"watch-answer","time":"\#(now)","event":"\#(event)","messages":1,"decided":true}"#
        try folder.write((lines + [line]).joined(separator: "\n") + "\n", to: "state/journal.jsonl")
    }

    private static func journal(_ folder: TemporaryFolder) throws -> [String] {
        try folder.lines(of: "state/journal.jsonl")
    }
}
