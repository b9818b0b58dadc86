import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `A series with another host than before` {
    private let webex: TestCloud
    private let officer: String
    private let review: MeetingSeries
    private static let window = "from=2026-01-01T00:00:00Z&to=2026-03-04T00:00:00Z"

    init() throws {
        webex = try TestCloud(of: "moved-host")
        officer = try webex.officer()
        review = try webex.cloud.company.series("Weekly review")
    }

    private func instances(as email: String) async throws -> [String] {
        let query = "meetingSeriesId=\(review.id)&meetingType=meeting&state=ended&hostEmail=\(email)&\(Self.window)"
        return try await webex.get("/v1/meetings?\(query)", officer).texts("hostEmail")
    }

    @Test func `is found through the present host and the invited only`() async throws {
        for (email, count) in [("hana@example.com", 1), ("alice@example.com", 1), ("petra@example.com", 0)] {
            let query = "/v1/meetings?meetingNumber=25512345678&hostEmail=\(email)"
            #expect(try await webex.get(query, officer).items.count == count, "\(email)")
        }
    }

    @Test func `shows each what they hosted or were invited to`() async throws {
        let (hana, petra) = ("hana@example.com", "petra@example.com")
        #expect(try await instances(as: hana) == [hana, hana, petra])
        #expect(try await instances(as: petra) == [petra, petra])
        #expect(try await instances(as: "alice@example.com") == [hana, hana, petra, petra])
        #expect(try await instances(as: "jiri@example.com") == [hana, hana])
    }

    @Test func `is unknown to whoever had no part in it`() async throws {
        let query = "/v1/meetings?meetingSeriesId=\(review.id)&hostEmail=clara@example.com"
        #expect(try await webex.get(query, officer).status == 404)
    }

    @Test func `shows one instance to its own host, not to who hosts now`() async throws {
        let id = review.instances[2].id
        let path = "/v1/meetings/\(id)?hostEmail="
        #expect(try await webex.get("\(path)hana@example.com", officer).status == 404)
        let instance = try await webex.get("\(path)petra@example.com", officer)
        #expect(instance["hostUserId"] == webex.cloud.ids.encode(.person, review.instances[2].host.id))
    }

    @Test func `has recordings of several hosts`() async throws {
        let all = try await webex.get("/v1/admin/recordings?meetingId=\(review.id)&max=100", officer)
        #expect(
            all.texts("hostEmail") == [
                "hana@example.com", "jiri@example.com", "hana@example.com", "petra@example.com", "petra@example.com",
            ])
        let query = "/v1/recordings?meetingId=\(review.id)&hostEmail=jiri@example.com&\(Self.window)"
        #expect(try await webex.get(query, officer).items.count == 1)
    }
}

@Suite struct `Somebody with several addresses` {
    private let webex: TestCloud
    private let officer: String

    init() throws {
        webex = try TestCloud(of: "aliases")
        officer = try webex.officer()
    }

    @Test(arguments: ["hana.holt@example.com", "hana@example.com", "H.Holt@EMEA.example.com"])
    func `is found by each`(email: String) async throws {
        let found = try await webex.get("/v1/people?email=\(email)", officer)
        #expect(
            found.items.first?["emails"]
                == ["hana.holt@example.com", "hana@example.com", "h.holt@emea.example.com"])
        let meetings = try await webex.get("/v1/meetings?meetingNumber=25512345678&hostEmail=\(email)", officer)
        #expect(meetings.texts("hostEmail") == ["hana@example.com"])
    }

    @Test func `writes with the first`() async throws {
        let (id, _) = try webex.message(from: "hana@example.com", "rec")
        #expect(try await webex.get("/v1/messages/\(id)", webex.bot)["personEmail"] == "hana.holt@example.com")
    }

    @Test func `is spelled differently in every recording`() async throws {
        let series = try webex.cloud.company.series("Weekly review")
        let answer = try await webex.get("/v1/admin/recordings?meetingId=\(series.id)", officer)
        #expect(
            Set(answer.texts("hostEmail"))
                == ["hana.holt@example.com", "h.holt@emea.example.com", "hana@example.com"])
        #expect(Set(answer.texts("hostDisplayName")) == ["Hana Holt"])
    }
}
