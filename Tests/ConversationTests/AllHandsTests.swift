import Conversation
import FoundationEssentials
import HTTPTypes
import Recordings
import Sandbox
import Synchronization
import TestSupport
import Testing

/// A whole company that asks for the same meeting.
@Suite struct AllHandsTests {
    private static let (number, host) = ("25512345678", "hana@example.com")

    /// The time that the test sets.
    private final class Time: Sendable {
        private let offset = Mutex<TimeInterval>(0)
        var now: Date { LookupBench.now.addingTimeInterval(offset.withLock { $0 }) }
        func advance(to seconds: TimeInterval) { offset.withLock { $0 = seconds } }
    }

    /// Some people, all invited to one meeting with two recordings.
    private static func company() throws -> (company: Company, people: [String]) {
        let people = (0..<20).map { "p\($0)@example.com" }
        let invited = people.map { #""\#($0)""# }.joined(separator: ",")
        let company = try Company.test(
            people: people + [host],
            meetings: """
                {"number": "\(number)", "title": "All hands", "host": "\(host)", "invitees": [\(invited)], "instances": [
                   {"daysAgo": 1, "time": "09:00", "minutes": 60,
                    "recordings": [{"length": "0:50:00"}, {"length": "0:05:00", "startMinute": 52}]}]}
                """)
        return (company, people)
    }

    /// The calls of steps C and D, which are the same for everybody.
    private static func shared(_ calls: [RecordedRequest]) -> [String: Int] {
        let paths = calls.compactMap { call -> String? in
            switch call.path {
            case "/v1/admin/recordings", "/v1/meetingPreferences/personalMeetingRoom": call.path
            case "/v1/meetings" where call.query["meetingSeriesId"] != nil: call.path
            case let path where path.hasPrefix("/v1/recordings/"): "/v1/recordings/{id}"
            default: nil
            }
        }
        return Dictionary(paths.map { ($0, 1) }, uniquingKeysWith: +)
    }

    @Test func `of hundreds who ask within a minute, Webex hears of two at most`() async throws {
        let time = Time()
        let (company, emails) = try Self.company()
        try await LookupBench.open(company, memory: LookupMemory { time.now }) { bench async throws in
            let people = try await emails.concurrentMap { try await bench.person($0) }
            let lookup = bench.lookup(cacheLife: .seconds(60))
            let (_, calls) = try await bench.calls {
                for second in stride(from: 0, to: 60, by: 2.4) {
                    time.advance(to: second)
                    let window = time.now.addingTimeInterval(-10 * 86_400)..<time.now
                    guard let reference = MeetingReference(Self.number) else { throw MissingAnswer() }
                    let given = try await people.concurrentMap { person in
                        try await lookup.recordings(of: reference, typedHost: nil, for: person, in: window).given.count
                    }
                    #expect(given.allSatisfy { $0 == 2 })
                }
            }
            let (lookups, views) = (Self.shared(calls), calls.count { $0.query["meetingNumber"] != nil })
            #expect(views == 500)
            #expect(lookups.keys.count == 4)
            #expect(lookups.allSatisfy { $0.value <= ($0.key == "/v1/recordings/{id}" ? 4 : 2) }, "\(lookups)")
        }
    }

    @Test func `a typed host's list is shared too, the requester's own never`() async throws {
        let (company, _) = try Self.company()
        try await LookupBench.open(company) { bench async throws in
            let (_, calls) = try await bench.calls {
                for requester in ["p1@example.com", "p2@example.com", "p1@example.com"] {
                    _ = try await bench.rec(Self.number, host: Self.host, as: requester, cacheLife: .seconds(60))
                    _ = try await bench.rec(Self.number, as: Self.host, cacheLife: .seconds(60))
                }
            }
            let views = calls.filter { $0.query["meetingNumber"] != nil }.compactMap { $0.query["hostEmail"] }
            // Once for those who typed the host, and each time that the host asked.
            #expect(views.count { $0 == Self.host } == 4)
        }
    }

    @Test func `whoever refreshes gets new links, and nothing else is read again`() async throws {
        let (company, _) = try Self.company()
        try await LookupBench.open(company) { bench async throws in
            let person = try await bench.person("p1@example.com")
            let lookup = bench.lookup(cacheLife: .seconds(60))
            guard let reference = MeetingReference(Self.number) else { throw MissingAnswer() }
            let window = LookupBench.now.addingTimeInterval(-86_400 * 5)..<LookupBench.now
            let rec = { @Sendable (links: LinkAge) in
                try await lookup.recordings(of: reference, typedHost: nil, for: person, in: window, links: links)
            }
            let first = try await rec(.recent)
            let (second, sameCalls) = try await bench.calls { try await rec(.recent) }
            #expect(second == first)
            #expect(Self.shared(sameCalls).isEmpty)
            let (third, newCalls) = try await bench.calls { try await rec(.new) }
            #expect(third != first)
            #expect(Self.shared(newCalls) == ["/v1/recordings/{id}": 2])
        }
    }

    @Test func `without a cache, only what is asked for at once is shared`() async throws {
        let (company, _) = try Self.company()
        try await LookupBench.open(company) { bench async throws in
            for _ in 0..<2 {
                let (_, calls) = try await bench.calls { try await bench.rec(Self.number, as: "p1@example.com") }
                #expect(Self.shared(calls)["/v1/admin/recordings"] == 1)
            }
        }
    }

    @Test func `another grant begins with nothing`() async throws {
        let (company, _) = try Self.company()
        try await LookupBench.open(company) { bench async throws in
            _ = try await bench.rec(Self.number, as: "p1@example.com", cacheLife: .seconds(60))
            let renewed = try bench.withAnotherToken()
            let (_, calls) = try await bench.calls {
                try await renewed.rec(Self.number, as: "p1@example.com", cacheLife: .seconds(60))
            }
            #expect(Self.shared(calls).count == 4)
        }
    }

    @Test func `what failed is asked for again`() async throws {
        let (company, _) = try Self.company()
        try await LookupBench.open(company) { bench async throws in
            let failure = Faults.Fault.answer(.failure(.badGateway, "No."))
            bench.sandbox.faults.next(.get, "/v1/admin/recordings", times: 4, failure)
            let rec = { @Sendable () async throws in
                try await bench.rec(Self.number, as: "p1@example.com", cacheLife: .seconds(60))
            }
            await #expect(throws: (any Error).self) { try await rec() }
            #expect(try await rec().given.count == 2)
        }
    }
}

extension Array where Element: Sendable {
    /// The results of `transform`, computed side by side.
    fileprivate func concurrentMap<Output: Sendable>(
        _ transform: @escaping @Sendable (Element) async throws -> Output
    ) async throws -> [Output] {
        try await withThrowingTaskGroup(of: Output.self) { group in
            for element in self { group.addTask { try await transform(element) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
