import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `A large listing` {
    private static let years = "from=2025-01-01T00:00:00Z&to=2026-03-05T00:00:00Z"

    @Test(arguments: [("", 25), ("&max=100", 3), ("&max=1", 250)])
    func `of instances comes in pages`(size: String, pages: Int) async throws {
        let webex = try TestCloud(of: "large-series")
        let id = try webex.cloud.company.series("Daily stand-up").id
        let query = "/v1/meetings?meetingSeriesId=\(id)&meetingType=meeting&state=ended&hostEmail=hana@example.com"
        let all = try await webex.all("\(query)&\(Self.years)\(size)", webex.officer())
        #expect(all.items.count == 250 && all.pages == pages)
        #expect(Set(all.items.compactMap { $0["id"]?.string }).count == 250)
    }

    @Test func `of recordings comes in pages, the newest first`() async throws {
        let webex = try TestCloud(of: "many-recordings")
        let id = try webex.cloud.company.series("Hackathon").id
        let all = try await webex.all("/v1/admin/recordings?meetingId=\(id)&max=100", webex.officer())
        #expect(all.items.count == 120 && all.pages == 2)
        #expect(all.items.first?["topic"] == "Demonstration 120")
        let times = all.items.compactMap { $0["timeRecorded"]?.string }
        #expect(times == times.sorted(by: >))
        #expect(try await webex.get("/v1/admin/recordings?meetingId=\(id)&max=101", webex.officer()).status == 400)
    }

    @Test(arguments: [(Behaviour.Paging.halves, 5), (.emptyFirst, 4)])
    func `can hold less on a page than was asked for`(paging: Behaviour.Paging, pages: Int) async throws {
        var behaviour = Behaviour()
        behaviour.paging = paging
        let webex = try TestCloud(of: "large-series", behaviour: behaviour)
        let query = "/v1/meetings?meetingType=meeting&hostEmail=hana@example.com&\(Self.years)&max=100"
        let all = try await webex.all(query, webex.officer())
        #expect(all.items.count == 250 && all.pages == pages)
    }

    @Test func `can have links that say nothing of the size`() async throws {
        var behaviour = Behaviour()
        behaviour.paging = .nullMaximum
        let webex = try TestCloud(of: "large-series", behaviour: behaviour)
        let query = "/v1/meetings?meetingType=meeting&hostEmail=hana@example.com&\(Self.years)&max=100"
        let next = try #require(try await webex.get(query, webex.officer()).next)
        #expect(next.contains("max=null"))
        #expect(try await webex.get(next, webex.officer()).status == 400)
        #expect(try await webex.get(next.replacing("&max=null", with: ""), webex.officer()).items.count == 10)
    }
}
