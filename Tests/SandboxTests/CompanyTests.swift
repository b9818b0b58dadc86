import FoundationEssentials
import Testing

@testable import Sandbox

@Suite struct `A company` {
    private static func seed(_ meetings: String = "[]", people: String = "") -> [UInt8] {
        Array(
            """
            {
              "organization": "Example Orchard", "site": "example.webex.com",
              "bot": { "email": "steward@webex.bot", "name": "Steward", "token": "t" },
              "integration": { "name": "Steward", "clientId": "c", "clientSecret": "s" },
              "people": [{ "email": "hana@example.com", "name": "Hana Holt" }\(people)],
              "meetings": \(meetings)
            }
            """.utf8)
    }

    private static func error(_ bytes: [UInt8]) -> String? {
        do {
            _ = try Company(parsing: bytes, now: Moment.start)
            return nil
        } catch { return "\(error)" }
    }

    @Test func `comes with the program as it is in config`() throws {
        let written = FileManager.default.contents(atPath: "\(Company.folder)/sandbox.json")
        #expect(written.map { Array($0) } == PackageResources.company_json)
        let names = Company.builtin(now: Moment.start).people.map(\.name)
        #expect(try names == Company.example().people.map(\.name))
    }

    @Test func `counts days and times from now in UTC`() throws {
        let review = try Company.example().series("Weekly review")
        #expect(Timestamp.seconds(review.instances[0].start) == "2026-03-02T09:00:00Z")
        #expect(Timestamp.seconds(review.instances[0].end) == "2026-03-02T09:55:00Z")
        #expect(review.upcoming.map { Timestamp.seconds($0.start) } == "2026-03-09T09:00:00Z")
    }

    @Test func `keeps its ids when the demo is started on another day`() throws {
        let today = try Company.example().series("Weekly review")
        let tomorrow = try Company.example(now: Moment.start.addingTimeInterval(86_400)).series("Weekly review")
        #expect(today.instances.map(\.id) == tomorrow.instances.map(\.id))
    }

    @Test(arguments: [
        (",{ \"email\": \"hana\", \"name\": \"H\" }", "[]", "line 5: people[1].email: is no e-mail address"),
        (",{ \"email\": \"HANA@example.com\", \"name\": \"H\" }", "[]", "line 5: people[1].email: is the address of"),
        (",{ \"emial\": \"a@example.com\" }", "[]", "line 5: people[1].emial: unknown key"),
        (",{ \"email\": \"a@example.com\", \"name\": \"A\", \"roles\": [\"boss\"] }", "[]", "unknown role"),
        (
            "", "[{ \"number\": \"12\", \"title\": \"T\", \"host\": \"hana@example.com\" }]",
            "meetings[0].number: must be"
        ),
        (
            "", "[{ \"number\": \"123456789\", \"title\": \"T\", \"host\": \"x@example.com\" }]",
            "meetings[0].host: nobody"
        ),
        ("", "[{ \"number\": \"123456789\", \"title\": \"T\" }]", "line 6: meetings[0].host: is missing"),
        (
            ",{ \"email\": \"a@x.example\", \"aliases\": [\"hana@example.com\"], \"name\": \"A\" }", "[]",
            "people[1].aliases"
        ),
        (
            ",{ \"email\": \"a@x.example\", \"name\": \"A\", \"sites\": [\"b\"] }", "[]",
            "people[1].sites: must be some of"
        ),
    ])
    func `names line and key of what is wrong`(people: String, meetings: String, problem: String) {
        let description = Self.error(Self.seed(meetings, people: people))
        #expect(description?.contains(problem) == true, "\(description ?? "no error")")
    }

    @Test func `names the broken time of an instance`() {
        let meetings = """
            [{ "number": "123456789", "title": "T", "host": "hana@example.com",
               "instances": [{ "daysAgo": 1, "time": "25:00", "minutes": 5 }] }]
            """
        let description = Self.error(Self.seed(meetings))
        #expect(description == "line 7: meetings[0].instances[0].time: must be a time of the form 09:00")
    }

    @Test(arguments: [
        ("\"site\": \"other.webex.com\"", "meetings[0].site: is no site of this organization"),
        ("\"personalRoom\": true", "meetings[0].personalRoom: the host has no personal room on example.webex.com"),
        ("\"instancesRefusal\": 200", "meetings[0].instancesRefusal: must be a whole number from 400 to 599"),
        ("\"cohosts\": [\"x@example.com\"]", "meetings[0].cohosts: nobody has the address x@example.com"),
    ])
    func `names what does not fit a meeting`(member: String, problem: String) {
        let meeting = "{ \"number\": \"123456789\", \"title\": \"T\", \"host\": \"hana@example.com\", \(member) }"
        #expect(Self.error(Self.seed("[\(meeting)]")) == "line 6: \(problem)")
    }

    @Test(arguments: [
        ("\"repeat\": { \"every\": \"month\", \"count\": 2 }", "repeat.every: must be minute, hour, day or week"),
        ("\"repeat\": { \"every\": \"day\" }", "repeat.count: is missing"),
        ("\"host\": \"x@example.com\"", "host: nobody has this address"),
        ("\"recordings\": [{ \"length\": \"0:01:00\", \"status\": \"lost\" }]", "recordings[0].status: must be one of"),
    ])
    func `names what does not fit an instance`(member: String, problem: String) {
        let instance = "{ \"daysAgo\": 1, \"time\": \"09:00\", \"minutes\": 5, \(member) }"
        let meeting = """
            { "number": "123456789", "title": "T", "host": "hana@example.com", "instances": [\(instance)] }
            """
        let description = Self.error(Self.seed("[\(meeting)]"))
        #expect(description?.contains("meetings[0].instances[0].\(problem)") == true, "\(description ?? "no error")")
    }

    @Test func `takes a remark in every object, and nothing else that it does not know`() throws {
        let meeting = """
            { "about": "Hana's", "number": "123456789", "title": "T", "host": "hana@example.com" }
            """
        #expect(Self.error(Self.seed("[\(meeting)]")) == nil)
        #expect(
            Self.error(Self.seed("[\(meeting.replacing("about", with: "abuot"))]"))?.contains("unknown key") == true)
    }
}

@Suite struct `A public id` {
    private let home = PublicIDs(cluster: .original)
    private let europe = PublicIDs(cluster: .named("urn:TEAM:eu-central-1_k"))

    @Test func `is Base64 without padding`() {
        #expect(
            home.encode(.person, "2f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a02")
                == "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8yZjllNGIxNi03YTBkLTRmNTgtYjFjMy05YzJmNmQ4ZTdhMDI")
    }

    @Test func `names the cluster of rooms and messages, but not of people`() {
        #expect(
            europe.encode(.message, "e7181fa0-995a-11ef-8bdc-a3051f2e610e")
                == "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvZTcxODFmYTAtOTk1YS0xMWVmLThiZGMtYTMwNTFmMmU2MTBl"
        )
        #expect(europe.encode(.person, "a") == home.encode(.person, "a"))
    }

    @Test func `is not read as another kind, from another cluster or as a bare UUID`() {
        let id = home.encode(.room, "6e0f7a20-11d2-11ef-9c3b-2b8d7f6e5a05")
        #expect(home.key(of: id, .room) == "6e0f7a20-11d2-11ef-9c3b-2b8d7f6e5a05")
        #expect(home.key(of: id, .message) == nil)
        #expect(europe.key(of: id, .room) == nil)
        #expect(home.key(of: "6e0f7a20-11d2-11ef-9c3b-2b8d7f6e5a05", .room) == nil)
    }
}
