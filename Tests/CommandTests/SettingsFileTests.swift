import ArgumentParser
import Testing

@testable import steward

@Suite struct SettingsFileTests {
    @Test(arguments: [
        "run", "doctor", "health", "demo", "config check", "webhooks list", "webhooks register", "webhooks delete",
        "devices list", "devices prune", "grants list", "grants release", "grants revoke", "grants rotate",
        "audit show", "audit verify",
    ])
    func `every command that reads the settings file has it named in the same way`(command: String) throws {
        for option in ["-c", "--config"] {
            let words = command.split(separator: " ").map(String.init) + [option, "other.json"]
            #expect(throws: Never.self) { try StewardCommand.parseAsRoot(words) }
        }
    }

    @Test(arguments: [["-c", "other.json"], ["--config", "other.json"], ["other.json"]])
    func `the check takes it as its argument too`(words: [String]) throws {
        #expect(try ConfigCommand.Check.parse(words).named == "other.json")
    }

    @Test func `the check takes one file and not two`() {
        #expect(throws: (any Error).self) { try ConfigCommand.Check.parse(["one.json", "-c", "other.json"]) }
    }
}
