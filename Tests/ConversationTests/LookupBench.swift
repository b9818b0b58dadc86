import Cards
import Conversation
import Files
import FoundationEssentials
import HTTPTransport
import Policy
import Recordings
import Sandbox
import TestSupport
import WebexAPI

/// Look-ups in front of a sandbox, without the chat around them; the time stands still.
struct LookupBench: Sendable {
    /// The 10th of March 2026, at noon in UTC.
    static let now = Date(timeIntervalSince1970: 1_773_144_000)

    let sandbox: WebexSandbox
    let memory: LookupMemory
    private let webex: WebexClient

    /// Runs `use` while the sandbox serves.
    ///
    /// - Parameters:
    ///   - company: Who and what there is.
    ///   - behaviour: Where Webex may behave in more than one way.
    ///   - memory: What look-ups share.
    ///   - use: Gets the bench.
    /// - Throws: What `use` throws.
    static func open(
        _ company: Company, behaviour: Behaviour = Behaviour(), memory: LookupMemory = LookupMemory(now: { now }),
        _ use: @escaping @Sendable (LookupBench) async throws -> Void
    ) async throws {
        var configuration = WebexSandbox.Configuration()
        configuration.behaviour = behaviour
        let sandbox = try WebexSandbox(company: company, configuration: configuration, now: { now }, logger: .silent)
        let bench = try LookupBench(sandbox, memory)
        try await withDeadline {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await sandbox.run() }
                try await use(bench)
                group.cancelAll()
            }
        }
    }

    private init(_ sandbox: WebexSandbox, _ memory: LookupMemory) throws {
        let token = Secret(try sandbox.token(for: "clara@example.com"))
        (self.sandbox, self.memory) = (sandbox, memory)
        webex = WebexClient(
            http: try HTTPClient(), baseURL: sandbox.apiURL, credential: .fixed(token), clock: ImpatientClock(),
            logger: .silent)
    }

    /// Runs `use` with one of the organizations in `config/sandbox`.
    static func open(
        _ name: String, behaviour: Behaviour = Behaviour(),
        _ use: @escaping @Sendable (LookupBench) async throws -> Void
    ) async throws {
        let seed = try Files.read(Repository.file("config/sandbox/\(name).json"), limit: 1 << 20)
        try await open(try Company(parsing: seed, now: now), behaviour: behaviour, use)
    }

    /// The same bench after somebody has authorized anew.
    func withAnotherToken() throws -> Self { try Self(sandbox, memory) }

    func lookup(_ rules: RecordingRules = RecordingRules(), cacheLife: Duration = .zero) -> MeetingLookup {
        MeetingLookup(webex: webex, rules: rules, memory: memory, cacheLife: cacheLife)
    }

    /// Somebody as the people resource describes them.
    func person(_ email: String) async throws -> Person {
        try await webex.person(PersonID(sandbox.personID(of: email) ?? "", .person))
    }

    /// What comes of `rec <reference> [host] [days]`.
    func rec(
        _ reference: String, host: String? = nil, days: Int = 30, as requester: String = "alice@example.com",
        rules: RecordingRules = RecordingRules(), cacheLife: Duration = .zero
    ) async throws -> LookupOutcome {
        let window = Self.now.addingTimeInterval(-86_400 * Double(days))..<Self.now
        guard let reference = MeetingReference(reference) else { throw DeadlinePassed() }
        return try await lookup(rules, cacheLife: cacheLife).recordings(
            of: reference, typedHost: host.flatMap { EmailAddress($0) }, for: try await person(requester), in: window)
    }

    /// What comes of forwarding an instance, or of a button that names it.
    func forward(
        _ instance: String, as requester: String = "alice@example.com", rules: RecordingRules = RecordingRules(),
        cacheLife: Duration = .zero
    ) async throws -> LookupOutcome {
        let lookup = lookup(rules, cacheLife: cacheLife)
        let reading = try await lookup.read(MeetingID(instance))
        return try await lookup.recordings(of: reading, for: try await person(requester), at: Self.now)
    }

    /// What `action` returns, and the calls that it makes with the grant.
    func calls<Output>(of action: () async throws -> Output) async throws -> (Output, [RecordedRequest]) {
        let before = sandbox.requests.count
        let output = try await action()
        return (output, sandbox.requests.dropFirst(before).filter { !$0.path.hasPrefix("/v1/people") })
    }
}

extension MeetingReference {
    /// A number or a link as typed.
    init?(_ text: String) {
        if let number = MeetingNumber(text) {
            self = .number(number)
        } else if let link = MeetingLink(text) {
            self = .link(link)
        } else {
            return nil
        }
    }
}

extension LookupOutcome {
    /// The recordings that were given, newest meeting first.
    var given: [Recording] {
        guard case .found(let found) = self else { return [] }
        return found.groups.flatMap { $0.entries.map(\.recording) }
    }

    /// How many recordings were held back, by rule; of a denial only the rule is told.
    var refused: [DenialReason: Int] { if case .found(let found) = self { found.refused } else { [:] } }

    /// The rule that a denial names.
    var reason: DenialReason? { if case .denied(_, let reason) = self { reason } else { nil } }
}
