import ArgumentParser
import Files
import Sandbox

/// Where the people of a sandbox get their words from: a terminal or a file.
struct ChatInput: ParsableArguments {
    @Option(help: "A file with what is typed, line by line; the bot's answers wait for each other.")
    var script: String?

    /// Chats in `sandbox` until the input ends.
    func chat(in sandbox: WebexSandbox) async throws {
        let chat = TerminalChat(sandbox, source: script == nil ? StandardInput.source : .script) {
            Terminal.write($0, terminator: "")
        }
        guard let script else { return try await chat.run(try StandardInput.lines()) }
        let text = String(decoding: try Files.read(script, limit: 1 << 20), as: UTF8.self)
        let (lines, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .unbounded)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { continuation.yield(String(line)) }
        continuation.finish()
        try await chat.run(lines)
    }
}
