import FoundationEssentials
import Recordings
import Testing
import WebConnections
import WebexAPI

@Suite struct RecordingListTests {
    private static let march = Date(timeIntervalSince1970: 1_772_323_200)

    /// The days of March 2026 from `start` to `end`.
    private static func days(_ start: Double, _ end: Double) -> Range<Date> {
        march.addingTimeInterval((start - 1) * 86_400)..<march.addingTimeInterval((end - 1) * 86_400)
    }

    private static func item(
        _ id: String, day: Int, created: Int? = nil, meeting: String? = "m", status: String = "available"
    ) -> String {
        let time = { (day: Int) in "2026-03-\(day < 10 ? "0" : "")\(day)T09:00:00Z" }
        let meeting = meeting.map { #""meetingId": "\#($0)","# } ?? ""
        return """
            {"id": "\(id)", \(meeting) "timeRecorded": "\(time(day))", "createTime": "\(time(created ?? day))",
             "status": "\(status)"}
            """
    }

    private static func page(_ items: String..., next: Bool = false) -> ServerResponse {
        .json(
            #"{"items": [\#(items.joined(separator: ","))]}"#,
            link: next ? #"</v1/admin/recordings?after=2>; rel="next""# : nil)
    }

    private static func read(_ pages: ServerResponse..., in window: Range<Date>) async throws -> (
        listing: RecordingListing, requests: [ServerRequest]
    ) {
        let webex = ScriptedWebex { pages[min($0, pages.count) - 1] }
        let listing = try await webex.run { try await $0.recordings(of: MeetingID("s"), in: window) }
        return (listing, webex.requests)
    }

    @Test func `the list of a meeting is asked for with the largest page, and with no window`() async throws {
        let (_, requests) = try await Self.read(Self.page(), in: Self.days(1, 11))
        let query = Dictionary(requests.flatMap(\.query).map { ($0.name, $0.value) }) { first, _ in first }
        #expect(query["max"] == "100")
        #expect(query["meetingId"] == "s")
        #expect(query["from"] == nil)
        #expect(query["to"] == nil)
    }

    @Test func `pages are read until everything on one was finished before the window`() async throws {
        let (listing, requests) = try await Self.read(
            Self.page(Self.item("1", day: 9), next: true), Self.page(Self.item("2", day: 3), next: true),
            Self.page(Self.item("3", day: 2)), in: Self.days(5, 11))
        #expect(listing.recordings.map(\.id.text) == ["1"])
        #expect(requests.count == 2)
    }

    @Test func `a page of old recordings that were finished late is not the last one`() async throws {
        let (listing, _) = try await Self.read(
            Self.page(Self.item("1", day: 2, created: 9), next: true), Self.page(Self.item("2", day: 8)),
            in: Self.days(5, 11))
        #expect(listing.recordings.map(\.id.text) == ["2"])
    }

    @Test func `a page without anything on it is not the last one`() async throws {
        let (listing, _) = try await Self.read(
            Self.page(next: true), Self.page(Self.item("1", day: 8)), in: Self.days(5, 11))
        #expect(listing.recordings.count == 1)
    }

    @Test(arguments: [
        item("1", day: 8, meeting: nil), #"{"id": "1", "meetingId": "m"}"#, #"{"meetingId": "m"}"#, "7", "null",
        #"{"id": "1", "meetingId": "m", "timeRecorded": "yesterday", "createTime": "2026-03-08T09:00:00Z"}"#,
        #"{"id": "1", "meetingId": "m", "timeRecorded": "2026-03-08T09:00:00Z", "sizeBytes": "many"}"#,
    ])
    func `what nothing can be said of is counted and costs the others nothing`(item: String) async throws {
        let (listing, _) = try await Self.read(Self.page(item, Self.item("2", day: 8)), in: Self.days(5, 11))
        #expect(listing.recordings.map(\.id.text) == ["2"])
        #expect(listing.unreadable.count == 1)
    }

    @Test func `unless it cannot lie in the window, or was deleted`() async throws {
        let (listing, _) = try await Self.read(
            Self.page(
                Self.item("1", day: 2, meeting: nil), Self.item("2", day: 8, meeting: nil, status: "deleted"),
                Self.item("3", day: 8, status: "purged")), in: Self.days(5, 11))
        #expect(listing.isEmpty)
    }

    @Test func `a host's recordings are read in parts of thirty days that overlap, each recording once`() async throws {
        let item = Self.item("1", day: 31)
        let webex = ScriptedWebex(Self.page(item))
        let host = try #require(EmailAddress("hana@example.com"))
        let window = Self.march..<Self.march.addingTimeInterval(70 * 86_400)
        let listing = try await webex.run { try await $0.recordings(hostedBy: host, in: window) }
        #expect(listing.recordings.map(\.id.text) == ["1"])
        #expect(listing.recordings.first?.hostEmail == host)
        let spans = webex.requests.map { request in
            ["from", "to"].compactMap { name in
                request.query.first { $0.name == name }.flatMap { WireDate.parse($0.value) }
            }
        }.sorted { $0[0] < $1[0] }
        #expect(spans.count == 3)
        #expect(spans.first?.first == window.lowerBound)
        #expect(spans.last?.last == window.upperBound)
        #expect(zip(spans, spans.dropFirst()).allSatisfy { $0[1] > $1[0] })
        #expect(spans.allSatisfy { $0[1].timeIntervalSince($0[0]) <= 30 * 86_400 })
    }

    @Test func `lists that overlap make one, the newest first`() {
        let recording = { (id: String, day: Double) in
            Recording(
                id: RecordingID(id), meeting: MeetingID("m"), series: nil, topic: "",
                recordedAt: Self.march.addingTimeInterval(day * 86_400), hostEmail: nil, length: .zero, size: 0,
                preventsDownload: false)
        }
        let merged = RecordingListing.merging([
            RecordingListing(recordings: [recording("a", 3), recording("b", 1)], unreadable: [nil]),
            RecordingListing(recordings: [recording("a", 3), recording("c", 2)]),
        ])
        #expect(merged.recordings.map(\.id.text) == ["a", "c", "b"])
        #expect(merged.unreadable.count == 1)
    }
}
