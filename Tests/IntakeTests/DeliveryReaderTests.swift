import FoundationEssentials
import JSONTree
import Recordings
import Testing
import WebexAPI

@testable import Intake

@Suite struct DeliveryReaderTests {
    private typealias Body = DeliveryBody

    private let reader = DeliveryReader(me: .bot)

    @Test func `a message becomes the event that the event socket would bring`() throws {
        let reading = reader.read(Body().bytes)
        let event = IncomingEvent(
            id: EventID(Body.key), kind: .message, resource: Body().messageID, actor: Body.alice)
        #expect(reading == .event(event))
        let json = """
            {"id": "\(Body.key.uppercased())", "verb": "post", "actor": {"entryUUID": "\(Body.alice.key)"},
            "target": {"globalId": "\(WebexID(.room, "6e0f7a20").publicID)"}}
            """
        let activity = try JSONDecoder().decode(Activity.self, from: Data(json.utf8))
        let socket = ActivityReader(me: Person.bot.id, catalogue: ServiceCatalogue(), known: [])
        #expect(socket.event(from: activity)?.id == event.id)
    }

    @Test func `a card action becomes one`() {
        var body = Body()
        body.resource = "attachmentActions"
        body.id = WebexID(.attachmentAction, Body.key).publicID
        guard case .event(let event) = reader.read(body.bytes) else { return #expect(Bool(false), "no event") }
        #expect(event.kind == .cardAction)
        #expect(event.id == EventID(Body.key))
        #expect(event.resource == body.id)
    }

    @Test func `the conversation service of the region is where to ask for more`() {
        var reader = reader
        reader.conversations = ConversationAddresses(
            ServiceCatalogue(
                conversations: "https://conv-a.wbx2.com/conversation/api/v1",
                conversationHosts: [
                    "conv-a.wbx2.com": "urn:TEAM:us-east-2_a", "conv-k.wbx2.com": "urn:TEAM:eu-central-1_k",
                ]), known: [])
        let places = ["us", "urn:TEAM:eu-central-1_k", "urn:TEAM:elsewhere_x"].map { cluster -> String? in
            var body = Body()
            body.id = WebexID(.message, Body.key, cluster: cluster).publicID
            guard case .event(let event) = reader.read(body.bytes) else { return nil }
            return event.resolver
        }
        let path = "conversation/api/v1/messages/\(Body.key)"
        #expect(
            places == [
                "https://conv-a.wbx2.com/\(path)", "https://conv-k.wbx2.com/\(path)", "https://conv-a.wbx2.com/\(path)",
            ])
    }

    @Test func `a key that could change the address is asked for nowhere`() {
        var reader = reader
        reader.conversations = ConversationAddresses(
            ServiceCatalogue(conversations: "https://conv-a.wbx2.com/conversation/api/v1"), known: [])
        var body = Body()
        body.id = WebexID(.message, "../../evil?x=").publicID
        guard case .event(let event) = reader.read(body.bytes) else { return #expect(Bool(false), "no event") }
        #expect(event.resolver == nil)
    }

    @Test func `a conversation service at an address of nobody we know is not asked`() {
        let catalogue = ServiceCatalogue(conversations: "https://conv.evil.example/conversation/api/v1")
        #expect(ConversationAddresses(catalogue, known: []) == ConversationAddresses())
    }

    @Test func `our own message is passed over, however its author is spelled`() {
        for spelling in [Person.bot.id.publicID, Person.bot.id.key.uppercased()] {
            var body = Body()
            body.person = spelling
            #expect(reader.read(body.bytes) == .own)
        }
    }

    @Test(arguments: [
        ("messages", "updated"), ("messages", "deleted"), ("rooms", "created"), ("memberships", "created"),
        ("meetings", "ended"), ("recordings", "created"), ("Messages", "created"), ("", ""),
        ("quantumEvents", "entangled"),
    ])
    func `what the bot does not answer is irrelevant`(resource: String, event: String) {
        var body = Body()
        (body.resource, body.event) = (resource, event)
        #expect(reader.read(body.bytes) == .irrelevant)
    }

    @Test func `a webhook of another account or organization is foreign`() {
        var other = Body()
        other.creator = Body.alice.publicID
        #expect(reader.read(other.bytes) == .foreign)
        var elsewhere = Body()
        elsewhere.organization = Data("99999999-3b7e-4c0a-9a55-0d7b2e4f8a11".utf8).base64EncodedString()
        #expect(reader.read(elsewhere.bytes) == .foreign)
    }

    @Test(arguments: [
        "", "null", "[]", "{}", "\"messages\"", "{\"resource\":\"messages\"}", "\u{0}\u{1}",
        #"{"resource":"messages","event":"created","data":[]}"#,
        #"{"resource":"messages","event":"created","data":{}}"#,
        #"{"resource":"messages","event":"created","data":{"id":7}}"#,
        #"{"resource":"messages","event":"created","data":{"id":"x"}}"#,
        #"{"resource":"messages","event":"created","data":{"id":"","personId":"p"}}"#,
        #"{"resource":{"a":1},"event":"created","data":{"id":"x","personId":"p"}}"#,
        #"{"resource":"messages","event":"created","data":{"id":"x","personId":"p"}"#,
        String(repeating: "[", count: 60_000),
    ])
    func `what is no delivery is malformed`(text: String) { #expect(reader.read(Array(text.utf8)) == .malformed) }

    @Test func `the id of another kind of thing, or an endless one, is malformed`() {
        for id in [WebexID(.room, Body.key).publicID, String(repeating: "A", count: 513)] {
            var body = Body()
            body.id = id
            #expect(reader.read(body.bytes) == .malformed)
        }
    }

    @Test func `an id of a form that is not known yet is its own key`() {
        var body = Body()
        body.id = "msg_01HXYZ"
        guard case .event(let event) = reader.read(body.bytes) else { return #expect(Bool(false), "no event") }
        #expect(event.id == EventID("msg_01HXYZ"))
        #expect(event.resource == "msg_01HXYZ")
    }
}
