import FoundationEssentials
import Recordings
import Testing
import WebexAPI

@testable import Intake

@Suite struct ActivityReaderTests {
    private let me = PersonID("a7c0f5de-1f34-4f0b-8d0e-61b7f1c5a901", .person)
    private let alice = PersonID("2f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a02", .person)

    private func reader(clusters: [String: String] = [:]) -> ActivityReader {
        ActivityReader(
            me: me, catalogue: ServiceCatalogue(clusters: clusters),
            known: ["https://conv.example.com/x"].compactMap { WebexAddress($0) })
    }

    private func activity(
        verb: String = "post", object: String = #"{"objectType":"comment"}"#, actor: String? = nil,
        type: String = "PERSON",
        room: String? = "Y2lzY29zcGFyazovL3VzL1JPT00vNmUwZjdhMjAtMTFkMi0xMWVmLTljM2ItMmI4ZDdmNmU1YTA1",
        host: String = "https://conv.example.com", id: String = "81b2c940-33f4-11ef-a5d6-4dafb9c80c07"
    ) throws -> Activity {
        let globalID = room.map { #","globalId":"\#($0)""# } ?? ""
        let json = """
            {"id":"\(id)","verb":"\(verb)","object":\(object),
            "actor":{"id":"alice@example.com","entryUUID":"\(actor ?? alice.key)","type":"\(type)"},
            "target":{"id":"6e0f7a20","url":"\(host)/conversation/api/v1/conversations/6e0f7a20"\(globalID)}}
            """
        return try JSONDecoder().decode(Activity.self, from: Data(json.utf8))
    }

    @Test func `a message becomes an event that names its public id`() throws {
        let event = try #require(reader().event(from: try activity()))
        #expect(event.kind == .message)
        #expect(event.actor == alice)
        #expect(event.id == EventID("81b2c940-33f4-11ef-a5d6-4dafb9c80c07"))
        #expect(WebexID(event.resource) == WebexID(.message, "81b2c940-33f4-11ef-a5d6-4dafb9c80c07"))
        #expect(
            event.resolver
                == "https://conv.example.com/conversation/api/v1/messages/81b2c940-33f4-11ef-a5d6-4dafb9c80c07")
    }

    @Test func `a card action is resolved as one`() throws {
        let event = try #require(reader().event(from: try activity(verb: "cardAction", object: "{}")))
        #expect(event.kind == .cardAction)
        #expect(WebexID(event.resource)?.kind == .attachmentAction)
        #expect(event.resolver?.contains("/attachment/actions/81b2c940") == true)
    }

    @Test func `a forwarded recording names its meeting`() throws {
        let object = #"{"objectType":"meetingContainer","meetingInstanceId":"3a4b_I_284"}"#
        let event = reader().event(from: try activity(verb: "share", object: object))
        #expect(event?.kind == .forwardedRecording(instance: MeetingID("3a4b_I_284")))
    }

    @Test func `a forwarded recording that names no meeting is answered like a message`() throws {
        let object = #"{"objectType":"meetingContainer"}"#
        #expect(reader().event(from: try activity(verb: "share", object: object))?.kind == .message)
    }

    @Test func `a shared file is a message like any other`() throws {
        #expect(
            reader().event(from: try activity(verb: "share", object: #"{"objectType":"content"}"#))?.kind == .message)
    }

    @Test func `our own messages, other bots and other verbs ask nothing of us`() throws {
        #expect(reader().event(from: try activity(actor: me.key.uppercased())) == nil)
        #expect(reader().event(from: try activity(type: "BOT")) == nil)
        for verb in ["acknowledge", "delete", "add", "update", "create", "lock"] {
            #expect(reader().event(from: try activity(verb: verb)) == nil)
        }
    }

    @Test func `the region comes from the room, else from the catalogue`() throws {
        let eu = "urn:TEAM:eu-central-1_k"
        let room = WebexID(.room, "6e0f7a20", cluster: eu).publicID
        #expect(reader().event(from: try activity(room: room)).flatMap { WebexID($0.resource) }?.cluster == eu)
        let byCatalogue = reader(clusters: ["conv.example.com": eu])
        #expect(byCatalogue.event(from: try activity(room: nil)).flatMap { WebexID($0.resource) }?.cluster == eu)
        let home = reader(clusters: ["conv.example.com": "urn:TEAM:us-east-2_a"])
        #expect(home.event(from: try activity(room: nil)).flatMap { WebexID($0.resource) }?.cluster == "us")
    }

    @Test func `nobody is asked at an address that may not see the token`() throws {
        #expect(reader().event(from: try activity(host: "https://evil.example"))?.resolver == nil)
    }
    @Test(arguments: ["", "81b2c940 33f4", "../people/me", "81b2c940?x=", "81b2c940#", "81b2c940%2f"])
    func `an id that is no UUID becomes no part of an address`(id: String) throws {
        let event = reader().event(from: try activity(id: id))
        #expect(event != nil)
        #expect(event?.resolver == nil)
    }
}
