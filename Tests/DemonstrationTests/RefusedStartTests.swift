import Demonstration
import Files
import FoundationEssentials
import Service
import TemporaryFolders
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(2))) struct RefusedStartTests {
    @Test func `a second start is refused before it touches the log of the first`() async throws {
        try await RestartTests.withSandbox { sandbox, folder in
            try Files.createFolder(folder("state"))
            let first = try StateFolder(folder("state"))
            try folder.write("a line\n", to: "debug.log")
            // With the lines of an earlier day, which a start puts aside.
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -2 * 86_400)], ofItemAtPath: folder("debug.log"))
            let before = try Files.stamp(folder("debug.log"))

            let second = try RestartTests.launch(sandbox, folder, "websocket")
            #expect(try await second.ended() == 1)
            #expect(try Files.stamp(folder("debug.log")) == before)
            #expect(try Files.list(folder.path).sorted() == ["config.json", "debug.log", "state"])
            withExtendedLifetime(first) {}
        }
    }
}
