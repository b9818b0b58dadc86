import FoundationEssentials
import HTTPTypes
import JSONTree
import Journal
import Recordings
import Sandbox
import Synchronization
import TestSupport
import Testing
import WebConnections

@Suite struct WatchTests {
    /// A time that a test can move on.
    private final class Present: Sendable {
        private let ahead = Mutex<TimeInterval>(0)
        private let start = Date()
        var now: Date { ahead.withLock { start.addingTimeInterval($0) } }
        func pass(minutes: Double) { ahead.withLock { $0 += 60 * minutes } }
    }

    private static let empty = ServerResponse(
        .ok, fields: [.contentType: "application/json"], body: Array(#"{"items":[]}"#.utf8))
    private static let yet = "rec 25544440000"
    private static let settings = #"{"approved_domains": ["example.com"], "lookup_cache_seconds": 0}"#

    /// A meeting that ended half an hour before `now`; its recording is an hour and a half in coming.
    private static func company(at now: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let start = now.addingTimeInterval(-60 * 60)
        let days = calendar.dateComponents(
            [.day], from: calendar.startOfDay(for: start), to: calendar.startOfDay(for: now)
        ).day
        let time = calendar.dateComponents([.hour, .minute], from: start)
        let clock = [time.hour, time.minute].map { ($0 ?? 0) < 10 ? "0\($0 ?? 0)" : "\($0 ?? 0)" }.joined(
            separator: ":")
        return """
            {
              "organization": "Example Orchard", "site": "example.webex.com",
              "bot": { "email": "steward@webex.bot", "name": "Steward", "token": "sandbox-bot-token" },
              "integration": { "name": "Steward", "clientId": "sandbox-client", "clientSecret": "sandbox-secret" },
              "people": [
                { "email": "alice@example.com", "name": "Alice Archer" },
                { "email": "hana@example.com", "name": "Hana Holt" },
                { "email": "clara@example.com", "name": "Clara Quill", "roles": ["complianceOfficer"] }
              ],
              "meetings": [{
                "number": "25544440000", "title": "Fresh", "host": "hana@example.com", "invitees": ["alice@example.com"],
                "instances": [{
                  "daysAgo": \(days ?? 0), "time": "\(clock)", "minutes": 30,
                  "recordings": [{ "startMinute": 0, "length": "0:20:00", "readyAfterMinutes": 120 }]
                }]
              }]
            }
            """
    }

    private static func open(
        _ use: @escaping @Sendable (Desk, Present) async throws -> Void
    ) async throws {
        let present = Present()
        try await Desk.open(settings: settings, company: company(at: present.now), now: { present.now }) {
            desk async throws in try await use(desk, present)
        }
    }

    @Test func `somebody who wants to be told is told once, when the recording is there`() async throws {
        try await Self.open { desk, present async throws in
            let first = try await desk.ask(Self.yet)
            #expect(first.status == "nodata")
            let promise = try await desk.press("Tell me when it is ready")
            #expect(promise.text.contains("every ten minutes"))
            #expect(desk.journal.watches.count == 1)

            #expect(try await desk.lookAgain().messages.isEmpty)
            present.pass(minutes: 100)
            let answer = try await desk.lookAgain()
            #expect(answer.status == "permitted")
            #expect(answer.audit.first?["path"]?.string == "watch")
            #expect(answer.text.contains("waiting for"))
            #expect(answer.text.contains("/files/video/"))
            #expect(desk.journal.watches.isEmpty)
            #expect(try await desk.lookAgain().messages.isEmpty)
        }
    }

    @Test func `after a day we stop, and say so`() async throws {
        try await Self.open { desk, present async throws in
            _ = try await desk.ask(Self.yet)
            _ = try await desk.press("Tell me when it is ready")
            desk.sandbox.faults.next(.get, "/v1/admin/recordings", times: .max, .answer(Self.empty))
            present.pass(minutes: 24 * 60 - 1)
            #expect(try await desk.lookAgain().messages.isEmpty)
            present.pass(minutes: 2)
            let answer = try await desk.lookAgain()
            #expect(answer.shown.contains("2554 444 0000 has appeared within a day"))
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test func `whoever asks twice is told that it is being looked for`() async throws {
        try await Self.open { desk, _ async throws in
            _ = try await desk.ask(Self.yet)
            _ = try await desk.press("Tell me when it is ready")
            #expect(try await desk.press("Tell me when it is ready").text.contains("already"))
            #expect(desk.journal.watches.count == 1)
        }
    }

    @Test func `what is there already is given at once`() async throws {
        try await Self.open { desk, present async throws in
            _ = try await desk.ask(Self.yet)
            present.pass(minutes: 100)
            #expect(try await desk.press("Tell me when it is ready").status == "permitted")
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test func `nobody waits for more than a few recordings at a time`() async throws {
        try await Self.open { desk, present async throws in
            for host in 1...5 {
                let inputs = [
                    "command_keyword": "notify", "meeting_number": "25544440000",
                    "meeting_host": "h\(host)@example.com",
                ]
                _ = try await desk.submit(inputs)
            }
            #expect(desk.journal.watches.count == 5)
            let sixth = try await desk.submit(["command_keyword": "notify", "meeting_number": "25544440000"])
            #expect(sixth.text.contains("5 recordings"))
            #expect(desk.journal.watches.count == 5)
        }
    }

    @Test func `a Webex that is down for a round is asked again in the next`() async throws {
        try await Self.open { desk, present async throws in
            _ = try await desk.ask(Self.yet)
            _ = try await desk.press("Tell me when it is ready")
            present.pass(minutes: 100)
            desk.sandbox.faults.next(.get, "/v1/meetings", times: 9, .answer(ServerResponse(.badGateway)))
            #expect(try await desk.lookAgain().messages.isEmpty)
            desk.sandbox.faults.clear()
            #expect(try await desk.lookAgain().status == "permitted")
        }
    }

    @Test(arguments: [
        Faults.Fault.hangUp, .handleAndHangUp, .cutShort, .answer(.failure(.badGateway, "no")),
        .mistake(.failure(.badGateway, "no")), .answer(.rateLimited(retryAfter: "5")),
    ])
    func `what somebody waits for is told once, whatever happens to the message`(fault: Faults.Fault) async throws {
        let time = SkippingTime()
        try await Desk.open(settings: Self.settings, company: Self.company(at: time.date), time: time) {
            desk async throws in
            _ = try await desk.ask(Self.yet)
            _ = try await desk.press("Tell me when it is ready")
            try await time.sleep(for: .seconds(100 * 60))
            desk.sandbox.faults.next(.post, "/v1/messages", fault)
            let answer = try await desk.lookAgain()
            #expect(answer.messages.count == 1)
            #expect(answer.text.contains("/files/video/"))
            #expect(try await desk.lookAgain().messages.isEmpty)
        }
    }
}
