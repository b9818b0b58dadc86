import Demonstration
import Files
import FoundationEssentials
import HTTPTypes
import JSONTree
import Journal
import Sandbox
import Service
import Synchronization
import TemporaryFolders
import TestSupport
import Testing
import WebConnections

/// A Webex that does not take an answer: whether the request is brought back depends on why.
@Suite(.timeLimit(.minutes(1))) struct RefusedAnswerTests {
    private static let alice = "alice@example.com"

    /// What is left of a request whose answer Webex does not take.
    private struct Rest {
        var tries: Int
        var openEvents: Int
        var comesBack: Bool
        var audit: [String?]
    }

    private static func rest(after status: HTTPResponse.Status) async throws -> Rest {
        let (time, log) = (SkippingTime(), CapturedLog())
        let result = Mutex<Rest?>(nil)
        var serviceTime = ServiceTime()
        serviceTime.clock = time
        serviceTime.now = { time.date }
        try await Bench.run(time: serviceTime, logger: log.logger) { bench async throws in
            let sandbox = bench.sandbox
            sandbox.faults.next(.post, "/v1/messages", times: .max, .answer(.failure(status, "no")))
            // Looks nothing up, so that nothing is announced either.
            try sandbox.say("rec 12", as: alice)
            let ends = ["warning the requester cannot be written to", "warning a request is not answered yet"]
            for await line in log.arriving where ends.contains(line) { break }
            let tries = sandbox.requests.count { $0.method == .post && $0.path == "/v1/messages" }
            sandbox.faults.clear()
            // Answered after everything that is noted of the request before it.
            try sandbox.say("language", as: alice)
            for await line in log.arriving where line == "info answered" { break }
            let copy = bench.folder("copy")
            try Files.replace(copy, with: Files.read(bench.folder("state/journal.jsonl"), limit: 1 << 20))
            let rest = Rest(
                tries: tries, openEvents: try Journal(copy, now: time.date).openEvents.count,
                comesBack: log.lines.contains("warning a request is not answered yet"),
                audit: try bench.auditLines().map { $0["status"]?.string })
            result.withLock { $0 = rest }
        }
        return try #require(result.withLock { $0 })
    }

    @Test(arguments: [HTTPResponse.Status.forbidden, .notFound])
    func `whoever cannot be written to is tried once, and never again`(status: HTTPResponse.Status) async throws {
        let rest = try await Self.rest(after: status)
        #expect(rest.tries == 1)
        #expect(rest.openEvents == 0 && !rest.comesBack)
        #expect(rest.audit.contains("failed"))
    }

    @Test func `a Webex that is down takes the answer later`() async throws {
        let rest = try await Self.rest(after: .serviceUnavailable)
        #expect(rest.tries > 1)
        #expect(rest.openEvents == 1 && rest.comesBack)
    }

    @Test(arguments: [HTTPResponse.Status.unauthorized, .badRequest])
    func `what may change leaves the request open`(status: HTTPResponse.Status) async throws {
        let rest = try await Self.rest(after: status)
        #expect(rest.openEvents == 1 && rest.comesBack)
    }
}
