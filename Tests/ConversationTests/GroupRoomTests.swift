import Sandbox
import Testing

@Suite struct GroupRoomTests {
    private static let space = "Cider press"

    @Test(arguments: [MentionName.full, .nickname])
    func `a mention in a space is answered 1-1, and a note in the thread says so`(name: MentionName) async throws {
        try await Desk.open { desk async throws in
            let outcome = try await desk.mention("rec \(Desk.number)", in: Self.space, by: name)
            #expect(outcome.status == "permitted")
            #expect(outcome.messages.count == 1)
            let messages = try desk.sandbox.messages(inSpace: Self.space, as: "hana@example.com")
            let note = try #require(messages.last)
            #expect(note.parentID == messages.first?.id)
            #expect(note.text?.contains("our own space") == true)
            #expect(note.card == nil)
        }
    }

    @Test func `a mention in a thread is noted in that thread`() async throws {
        try await Desk.open { desk async throws in
            let parent = try desk.sandbox.mention("look", as: "hana@example.com", inSpace: Self.space)
            _ = try await desk.mention("help", in: Self.space, inThreadOf: parent)
            let note = try #require(try desk.sandbox.messages(inSpace: Self.space, as: "hana@example.com").last)
            #expect(note.parentID == parent)
        }
    }

    @Test func `no link and no refusal is ever written where others read`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "respond_only_to_host": true}"#
        try await Desk.open(settings: settings) { desk async throws in
            #expect(try await desk.mention("rec \(Desk.number)", in: Self.space).rule == "host-only")
            let text = try desk.sandbox.messages(inSpace: Self.space, as: "hana@example.com").map { $0.text ?? "" }
            #expect(!text.joined().contains("host only"))
            #expect(!text.joined().contains("/files/"))
        }
    }

    @Test func `whoever is not approved is not pointed at either`() async throws {
        try await Desk.open(settings: #"{"approved_users": ["hana@example.com"]}"#) { desk async throws in
            _ = try await desk.mention("help", in: Self.space)
            #expect(try desk.sandbox.messages(inSpace: Self.space, as: "hana@example.com").count == 1)
        }
    }
}
