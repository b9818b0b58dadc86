import HTTPTypes
import JSONTree
import Recordings
import Sandbox
import TestSupport
import Testing
import WebConnections

@Suite struct TroubleTests {
    private static let rec = "rec \(Desk.number)"

    private static func answer(_ status: HTTPResponse.Status, _ body: String = "{}") -> Faults.Fault {
        .answer(ServerResponse(status, fields: [.contentType: "application/json"], body: Array(body.utf8)))
    }

    @Test(arguments: [
        ("/v1/meetings", HTTPResponse.Status.unauthorized, "compliance officer"),
        ("/v1/meetings", .internalServerError, "not answering"), ("/v1/admin/recordings", .badGateway, "not answering"),
        ("/v1/recordings/", .serviceUnavailable, "not answering"),
    ])
    func `what Webex does wrong is told apart`(path: String, status: HTTPResponse.Status, said: String) async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.get, path, times: 99, Self.answer(status))
            let outcome = try await desk.ask(Self.rec)
            #expect(outcome.status == "unavailable")
            #expect(outcome.messages.count == 1)
            #expect(outcome.text.lowercased().contains(said), "\(outcome.text)")
        }
    }

    @Test func `a grant that may look at nobody's meetings is told apart from a wrong address`() async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/meetings", times: 99, Self.answer(.forbidden))
            let outcome = try await desk.ask("\(Self.rec) hana@example.com")
            #expect(outcome.status == "unavailable")
            #expect(outcome.text.lowercased().contains("refus"))
        }
    }

    @Test(arguments: [HTTPResponse.Status.notFound, .forbidden, .badRequest])
    func `a requester whose meetings are not shown is asked for the host`(status: HTTPResponse.Status) async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/meetings", times: 99, Self.answer(status))
            let outcome = try await desk.ask(Self.rec)
            #expect(outcome.status == "nodata")
            #expect(outcome.text.contains("add the host"))
        }
    }

    @Test func `a grant that may look at nobody's meetings does not hide them`() async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/meetings", times: 99, Self.answer(.forbidden))
            desk.sandbox.faults.next(.get, "/v1/admin/recordings", times: 99, Self.answer(.forbidden))
            for text in [Self.rec, "rec", "rec weekly"] {
                #expect(try await desk.ask(text).status == "unavailable")
            }
        }
    }

    @Test func `a busy Webex is waited for`() async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/meetings", times: 2, .answer(.rateLimited(retryAfter: "1")))
            #expect(try await desk.ask(Self.rec).status == "permitted")
        }
    }

    @Test func `a Webex that stays busy is reported with the time to come back`() async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/meetings", times: 99, .answer(.rateLimited(retryAfter: "120")))
            let outcome = try await desk.ask(Self.rec)
            #expect(outcome.status == "unavailable")
            #expect(outcome.text.contains("2 minutes"))
        }
    }

    @Test func `an answer that is no JSON is a Webex that does not answer`() async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/meetings", times: 99, Self.answer(.ok, "<html>"))
            #expect(try await desk.ask(Self.rec).status == "unavailable")
        }
    }

    @Test func `a Webex that takes too long is one that does not answer`() async throws {
        try await Desk.open(deadline: .milliseconds(500)) { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/admin/recordings", times: 9, .loseAnswer(after: .seconds(20)))
            let outcome = try await desk.ask(Self.rec)
            #expect(outcome.status == "unavailable")
            #expect(outcome.text.lowercased().contains("not answering"))
        }
    }

    @Test func `a personal room that cannot be found out keeps everything back`() async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/meetingPreferences", times: 99, Self.answer(.internalServerError))
            let outcome = try await desk.ask(Self.rec)
            #expect(outcome.status == "denied")
            #expect(outcome.rule == "cannot-be-checked")
            #expect(!outcome.text.contains("Weekly"))
            #expect(try await desk.ask(Self.rec, as: "hana@example.com").status == "permitted")
        }
    }

    @Test func `links that one recording lacks do not cost the others`() async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/recordings/", times: 1, Self.answer(.notFound))
            let outcome = try await desk.ask(Self.rec)
            #expect(outcome.status == "permitted")
            #expect(outcome.text.contains("/files/video/"))
            let noted = outcome.audit.first?["recordings"]?.array?.compactMap { $0["recordings"]?.array?.count }
            #expect(noted?.reduce(0, +) == 2)
        }
    }

    @Test(arguments: [HTTPResponse.Status.forbidden, .notFound])
    func `a message that can be read only after a moment is answered`(status: HTTPResponse.Status) async throws {
        try await Desk.open(clock: ImpatientClock()) { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/messages/", times: 4, Self.answer(status))
            #expect(try await desk.ask("help").text.contains("meeting_number"))
        }
    }

    @Test(arguments: [(HTTPResponse.Status.notFound, 0), (.forbidden, 1)])
    func `a message that is not there after twelve seconds is gone, one that is kept from us gets an apology`(
        status: HTTPResponse.Status, messages: Int
    ) async throws {
        let time = SkippingTime()
        try await Desk.open(time: time) { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/messages/", times: 99, Self.answer(status))
            let start = time.now
            let outcome = try await desk.ask("help")
            #expect(start.duration(to: time.now) >= .seconds(12))
            #expect(outcome.messages.count == messages && outcome.isDone)
        }
    }

    @Test func `a message that cannot be read at all gets an apology`() async throws {
        try await Desk.open(clock: ImpatientClock()) { desk async throws in
            desk.sandbox.faults.next(.get, "/v1/messages/", times: 99, Self.answer(.internalServerError))
            let outcome = try await desk.ask("help")
            #expect(outcome.messages.count == 1)
            #expect(outcome.status == "unavailable")
        }
    }

    @Test func `a card that Webex does not take goes out as text`() async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", Self.answer(.badRequest))
            let outcome = try await desk.ask(Self.rec)
            #expect(outcome.messages.count == 1)
            #expect(outcome.messages.first?.card == nil)
            #expect(outcome.text.contains("/files/video/"))
        }
    }

    @Test func `what cannot be written to the audit log is not given`() async throws {
        try await Desk.open(auditLog: "/dev/full") { desk async throws in
            let outcome = try await desk.ask(Self.rec)
            #expect(outcome.messages.count == 1)
            #expect(outcome.text.contains("could not make a record"))
            #expect(!outcome.text.contains("/files/"))
        }
    }

    @Test func `somebody who is to hear nothing hears nothing of a full disk either`() async throws {
        try await Desk.open(auditLog: "/dev/full") { desk async throws in
            #expect(try await desk.ask(Self.rec, as: "oscar@elsewhere.example").messages.isEmpty)
        }
    }

    @Test func `a handler that is cancelled decides nothing and leaves its event open`() async throws {
        try await Desk.open(token: { throw CancellationError() }) { desk async throws in
            let outcome = try await desk.ask(Self.rec)
            #expect(outcome.messages.isEmpty)
            #expect(outcome.audit.isEmpty)
            #expect(!outcome.isDone)
        }
    }
}
