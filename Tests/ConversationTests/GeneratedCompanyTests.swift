import Conversation
import FoundationEssentials
import HTTPTypes
import Policy
import Recordings
import Sandbox
import TestSupport
import Testing
import WebConnections

/// Made-up organizations, asked by every way there is, against what people are promised.
@Suite struct GeneratedCompanyTests {
    @Test(arguments: 1...16 as ClosedRange<UInt64>)
    func `every way to ask for a recording comes to the verdict that people are promised`(seed: UInt64) async throws {
        var behaviour = Behaviour()
        behaviour.namesSeriesOfPersonalRooms = seed.isMultiple(of: 2)
        behaviour.paging = Behaviour.Paging.allCases[Int(seed) % 4]
        try await LookupBench.open(try GeneratedCompany.make(seed: seed), behaviour: behaviour) { bench async throws in
            var random = SeededGenerator(seed: seed)
            for _ in 0..<2 {
                // What one of the two was told must not change what the other one gets.
                let cacheLife = Duration.seconds(seed.isMultiple(of: 3) ? 0 : 60)
                let inquiry = Inquiry(bench: bench, seed: seed, cacheLife: cacheLife, &random)
                for number in Set(bench.sandbox.company.meetings.map(\.number)).sorted() {
                    try await inquiry.expectPromise(of: .number(number), &random)
                }
                for link in Set(bench.sandbox.company.meetings.map(\.webLink)).sorted() {
                    try await inquiry.expectPromise(of: .link(link), &random)
                }
                for instance in bench.sandbox.company.meetings.flatMap(\.instances) {
                    try await inquiry.expectPromise(of: .instance(instance.id), &random)
                }
            }
        }
    }

    @Test(arguments: 101...112 as ClosedRange<UInt64>)
    func `nothing that Webex refuses or fails to say makes a recording somebody's`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let refusals = random.some(of: [
            #""adminRecordings": 403"#, #""seriesRecordings": 400"#,
            #""personalRooms": \#(random.one(of: [403, 500]))"#,
        ])
        let company = try GeneratedCompany.make(seed: seed, refusals: refusals.joined(separator: ","))
        try await LookupBench.open(company) { bench async throws in
            var random = SeededGenerator(seed: seed)
            let inquiry = Inquiry(bench: bench, seed: seed, cacheLife: .zero, &random)
            for meeting in bench.sandbox.company.meetings {
                let ways: [Inquiry.Way] = [.number(meeting.number), .link(meeting.webLink)]
                for way in ways + meeting.instances.map({ .instance($0.id) }) {
                    bench.sandbox.faults.clear()
                    inquiry.disturb(&random)
                    try await inquiry.expectNoMoreThanPromised(of: way, &random)
                }
            }
        }
    }
}

/// Somebody who asks under some rules.
private struct Inquiry: Sendable {
    enum Way: Sendable {
        case number(String)
        case link(String)
        case instance(String)
    }

    let bench: LookupBench
    let seed: UInt64
    private let cacheLife: Duration
    private let requester: Account
    private let rules: RecordingRules

    init(bench: LookupBench, seed: UInt64, cacheLife: Duration, _ random: inout SeededGenerator) {
        (self.bench, self.seed, self.cacheLife) = (bench, seed, cacheLife)
        requester = random.one(of: bench.sandbox.company.people)
        rules = .random(&random)
    }

    /// Exactly what is promised is given.
    func expectPromise(of way: Way, _ random: inout SeededGenerator) async throws {
        let host = typedHost(way, &random)
        let given = Set(try await given(way, host).map(\.id.text))
        let promised = promised(way, host)
        #expect(given == promised, "seed \(seed): \(way) host \(host ?? "none") as \(requester.email), \(rules)")
    }

    /// Nothing but what is promised is given; to give nothing or to fail is allowed.
    func expectNoMoreThanPromised(of way: Way, _ random: inout SeededGenerator) async throws {
        let host = typedHost(way, &random)
        guard let given = try? await given(way, host) else { return }
        // What the requester may have of everything: a host whose list is refused leaves the requester's own.
        let promised = promised(way, host).union(promised(way, nil))
        #expect(
            promised.isSuperset(of: given.map(\.id.text)),
            "seed \(seed): \(way) host \(host ?? "none") as \(requester.email), \(rules)")
    }

    /// Orders that some of the next calls fail.
    func disturb(_ random: inout SeededGenerator) {
        let paths = [
            "/v1/meetings", "/v1/meetings/", "/v1/meetingPreferences", "/v1/admin/recordings", "/v1/recordings",
        ]
        let statuses: [HTTPResponse.Status] = [.badRequest, .forbidden, .notFound, .internalServerError]
        for path in random.some(of: paths) {
            let times = Int.random(in: 1...4, using: &random)
            bench.sandbox.faults.next(.get, path, times: times, .answer(.failure(random.one(of: statuses), "No.")))
        }
    }

    /// Sometimes the present host of the meeting, sometimes anybody, by any of their addresses; sometimes nobody.
    private func typedHost(_ way: Way, _ random: inout SeededGenerator) -> String? {
        if case .instance = way { return nil }
        let company = bench.sandbox.company
        let host = meetings(way).first.flatMap { company.account(id: $0.host.id) }
        let typed = random.one(of: [host, random.one(of: company.people), nil])
        return typed.map { random.one(of: $0.emails).uppercased() }
    }

    private func given(_ way: Way, _ host: String?) async throws -> [Recording] {
        switch way {
        case .number(let reference), .link(let reference):
            try await bench.rec(reference, host: host, as: requester.email, rules: rules, cacheLife: cacheLife).given
        case .instance(let id):
            try await bench.forward(id, as: requester.email, rules: rules, cacheLife: cacheLife).given
        }
    }
}

// MARK: - What is promised

extension Inquiry {
    /// The ids of the recordings that the requester is to get.
    fileprivate func promised(_ way: Way, _ host: String?) -> Set<String> {
        var ids: Set<String> = []
        for (meeting, instances) in reachable(way, host) {
            for instance in instances {
                let permitted = instance.recordings.filter { recording in
                    recording.status == .available && permits(recording, of: instance, in: meeting)
                }
                ids.formUnion(permitted.map(\.id))
            }
        }
        return ids
    }

    private func permits(_ recording: StoredRecording, of instance: MeetingInstance, in meeting: MeetingSeries) -> Bool
    {
        PolicyOracle(rules: rules).permits(
            .init(
                isHost: instance.host.id == requester.id, isPersonalRoom: meeting.place == .personalRoom,
                isInvited: instance.isVisible(to: requester), preventsDownload: recording.preventsDownload))
    }

    /// A schedule is found through the typed host, else through the requester; an instance by its id.
    private func reachable(_ way: Way, _ host: String?) -> [(MeetingSeries, [MeetingInstance])] {
        let meetings = meetings(way)
        if case .instance(let id) = way {
            return meetings.map { ($0, $0.instances.filter { $0.id == id }) }
        }
        let scheduled = meetings.filter { !$0.isAdHoc }
        let seenByHost = host.flatMap { bench.sandbox.company.account(email: $0) }.map { account in
            scheduled.filter { $0.isVisible(to: account) }
        }
        let found = seenByHost.flatMap { $0.isEmpty ? nil : $0 } ?? scheduled.filter { $0.isVisible(to: requester) }
        return found.map { ($0, $0.instances) }
    }

    private func meetings(_ way: Way) -> [MeetingSeries] {
        bench.sandbox.company.meetings.filter { meeting in
            switch way {
            case .number(let number): meeting.number == number
            case .link(let link): meeting.webLink == link
            case .instance(let id): meeting.instances.contains { $0.id == id }
            }
        }
    }
}
