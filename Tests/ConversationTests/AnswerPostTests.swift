import HTTPTypes
import JSONTree
import Sandbox
import TestSupport
import Testing
import WebConnections

/// Webex misbehaves while an answer is sent: there is one in the end, and not two.
@Suite(.timeLimit(.minutes(1))) struct AnswerPostTests {
    private static let html = ServerResponse(
        .ok, fields: [.contentType: "text/html"], body: Array("<html>".utf8))

    @Test(arguments: [
        ("failed", Faults.Fault.answer(.failure(.internalServerError, "no"))),
        ("failed at the gateway", .answer(.failure(.badGateway, "no"))),
        ("unreadable", .answer(html)),
        ("hung up on", .hangUp),
        ("too slow and not posted", .answer(.failure(.gatewayTimeout, "no"))),
        ("posted and failed", .mistake(.failure(.internalServerError, "no"))),
        ("posted and unreadable", .mistake(html)),
        ("posted and hung up on", .handleAndHangUp),
        ("posted and cut off", .cutShort),
        ("locked", .answer(.failure(.init(code: 423), "locked", fields: [.retryAfter: "5"]))),
        ("throttled for seconds", .answer(.rateLimited(retryAfter: "600"))),
        ("throttled until a date", .answer(.rateLimited(retryAfter: "Fri, 21 Nov 2031 08:49:37 GMT"))),
        ("throttled for ever so long", .answer(.rateLimited(retryAfter: nil))),
        ("throttled without sense", .answer(.rateLimited(retryAfter: "soon"))),
    ])
    func `a fault of the first try is made up for`(name: String, fault: Faults.Fault) async throws {
        try await Desk.open(time: SkippingTime()) { desk async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", fault)
            let outcome = try await desk.ask("help")
            // What Webex asks for beyond half an hour is not waited for.
            let isTooLong = name == "throttled until a date"
            #expect(outcome.messages.count == (isTooLong ? 0 : 1))
            #expect(outcome.isDone == !isTooLong)
        }
    }

    @Test(arguments: [true, false])
    func `an answer that comes too late is made up for, posted or not`(isPosted: Bool) async throws {
        try await Desk.open(time: SkippingTime(), deadline: .milliseconds(500)) { desk async throws in
            _ = try await desk.ask("help")
            let fault: Faults.Fault = isPosted ? .loseAnswer(after: .seconds(20)) : .delay(.seconds(3600))
            desk.sandbox.faults.next(.post, "/v1/messages", fault)
            let outcome = try await desk.ask("help")
            #expect(outcome.messages.count == 1)
            #expect(outcome.isDone)
        }
    }

    @Test func `a room that cannot be read for a while is read later, and nothing is posted before`() async throws {
        try await Desk.open(time: SkippingTime()) { desk async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", .handleAndHangUp)
            desk.sandbox.faults.next(
                .get, "/v1/messages/direct", times: 5, .answer(.failure(.serviceUnavailable, "no")))
            let outcome = try await desk.ask("help")
            #expect(outcome.messages.count == 1)
            #expect(desk.sandbox.requests.count { $0.method == .post && $0.path == "/v1/messages" } == 1)
        }
    }

    @Test(
        arguments: [
            Faults.Fault.mistake(.failure(.badGateway, "no")), .mistake(.failure(.gatewayTimeout, "no")),
            .handleAndHangUp,
        ], [ServerResponse.emptyList, .failure(.notFound, "no such room")])
    func `a message that Webex was still working on is not sent a second time`(
        fault: Faults.Fault, firstLook: ServerResponse
    ) async throws {
        try await Desk.open(time: SkippingTime()) { desk async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", fault)
            // As the room looks before that.
            desk.sandbox.faults.next(.get, "/v1/messages/direct", .answer(firstLook))
            let outcome = try await desk.ask("help")
            #expect(outcome.messages.count == 1 && outcome.isDone && desk.looks == 2)
        }
    }

    @Test func `Webex has five seconds for what it may still be working on`() async throws {
        let time = SkippingTime()
        try await Desk.open(time: time) { desk async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", .answer(.failure(.serviceUnavailable, "no")))
            let start = time.now
            let outcome = try await desk.ask("help")
            #expect(outcome.messages.count == 1 && desk.looks == 2)
            #expect(start.duration(to: time.now) >= .seconds(5))
        }
    }

    @Test(arguments: [
        Faults.Fault.mistake(.failure(.serviceUnavailable, "no")), .answer(.rateLimited(retryAfter: "1")),
    ])
    func `what is there, or was refused, is not waited for`(fault: Faults.Fault) async throws {
        try await Desk.open(time: SkippingTime()) { desk async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", fault)
            #expect(try await desk.ask("help").messages.count == 1)
            #expect(desk.looks < 2)
        }
    }

    @Test func `an earlier answer in the room is not taken for this one`() async throws {
        try await Desk.open(time: SkippingTime()) { desk async throws in
            for _ in 1...2 { _ = try await desk.ask("help") }
            desk.sandbox.faults.next(.post, "/v1/messages", .hangUp)
            #expect(try await desk.ask("help").messages.count == 1)
        }
    }

    @Test(arguments: [
        Faults.Fault.hangUp, .handleAndHangUp, .cutShort, .mistake(html), .answer(.rateLimited(retryAfter: "600")),
    ])
    func `every card of a long answer arrives once, whichever of them has trouble`(fault: Faults.Fault) async throws {
        try await Desk.open(company: LongMeeting.seed, time: SkippingTime()) { desk async throws in
            let whole = try await desk.ask(LongMeeting.request).messages.count
            #expect(whole > 1)
            for card in 0..<whole {
                // On this clock it takes a moment at once, and that is announced first.
                for _ in 0...card { desk.sandbox.faults.next(.post, "/v1/messages", .delay(.zero)) }
                desk.sandbox.faults.next(.post, "/v1/messages", fault)
                let outcome = try await desk.ask(LongMeeting.request)
                #expect(outcome.messages.count == whole)
                #expect(Set(outcome.messages.compactMap { $0.card?.text }).count == whole)
            }
        }
    }

    @Test func `an answer that Webex takes in no time at all is noted as such, and left open`() async throws {
        try await Desk.open(time: SkippingTime()) { desk async throws in
            desk.sandbox.faults.next(
                .post, "/v1/messages", times: .max, .answer(.failure(.internalServerError, "no")))
            let outcome = try await desk.ask("rec \(Desk.number)")
            #expect(outcome.messages.isEmpty)
            #expect(outcome.audit.last?["status"]?.string == "failed")
            #expect(!outcome.isDone)
        }
    }
}
