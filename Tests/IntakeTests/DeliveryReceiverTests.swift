import Journal
import Logging
import Recordings
import TemporaryFolders
import TestSupport
import Testing
import WebexAPI
import FoundationEssentials

@testable import Intake

@Suite(.timeLimit(.minutes(1))) struct DeliveryReceiverTests {
    private let folder: TemporaryFolder
    private let queue: EventQueue
    private let receiver = DeliveryReceiver(secrets: WebhookSecrets(signing: Secret("s")), logger: .silent)

    init() throws {
        folder = try TemporaryFolder()
        queue = EventQueue(journal: try Journal(folder("journal"), now: Date()), unnoted: .refuse, limit: 2)
        receiver.open(DeliveryReader(me: .bot), queue: queue)
    }

    private func send(_ body: DeliveryBody = DeliveryBody(), secret: String = "s") async throws -> DeliveryOutcome {
        await receiver.receive(body.bytes, try body.bytes.signed(with: secret))
    }

    @Test func `a signed delivery is journalled when it is accepted`() async throws {
        #expect(try await send() == .accepted)
        #expect(try folder.text(of: "journal").contains(DeliveryBody.key))
        var events = queue.events.makeAsyncIterator()
        #expect(await events.next()?.id == EventID(DeliveryBody.key))
    }

    @Test func `the same event is accepted once`() async throws {
        #expect(try await send() == .accepted)
        #expect(try await send() == .repeated)
        var otherwise = DeliveryBody()
        otherwise.person = PersonID("9b3ad2c4-5e61-47f2-8f0a-3c7e1d5b6a03", .person).publicID
        #expect(try await send(otherwise) == .repeated)
    }

    @Test func `nothing is believed without a right signature`() async throws {
        #expect(await receiver.receive(DeliveryBody().bytes, .init()) == .unsigned)
        #expect(try await send(secret: "other") == .forged)
        #expect(try folder.text(of: "journal").isEmpty)
        #expect(receiver.counts[.unsigned] == 1 && receiver.counts[.forged] == 1 && receiver.counts[.accepted] == 0)
    }

    @Test func `what nobody signed is not read at all`() async {
        let outcome = await receiver.receive(Array("{".utf8), .init(spark: "00"))
        #expect(outcome == .forged)
    }

    @Test(arguments: ["gzip", "br", "identity, gzip", "x"])
    func `a coded body is refused by name`(coding: String) async throws {
        let bytes = DeliveryBody().bytes
        #expect(await receiver.receive(bytes, try bytes.signed(with: "s"), contentCoding: coding) == .encoded)
        #expect(await receiver.receive(bytes, try bytes.signed(with: "s"), contentCoding: "Identity") == .accepted)
    }

    @Test func `when the queue is full a delivery is turned away, and taken when it comes again`() async throws {
        #expect(try await send(.numbered(1)) == .accepted)
        #expect(try await send(.numbered(2)) == .accepted)
        #expect(try await send(.numbered(3)) == .full)
        queue.finishOne()
        #expect(try await send(.numbered(3)) == .accepted)
    }

    @Test func `before the bot knows who it is and after it stops, deliveries are turned away`() async throws {
        receiver.close()
        #expect(try await send() == .notReady)
        receiver.open(DeliveryReader(me: .bot), queue: queue)
        queue.close()
        #expect(try await send() == .notReady)
        #expect(try folder.text(of: "journal").isEmpty)
    }

    @Test func `a delivery that cannot be journalled is turned away`() async throws {
        let full = EventQueue(journal: try .full(), unnoted: .refuse)
        receiver.open(DeliveryReader(me: .bot), queue: full)
        #expect(try await send() == .notNoted)
        full.close()
        for await event in full.events { #expect(Bool(false), "\(event.id) was queued") }
    }
}
