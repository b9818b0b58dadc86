import Cryptography
import HTTPTransport
import HTTPTypes
import JSONTree
import Recordings
import Sandbox
import Service
import Synchronization
import TestSupport
import Testing

/// Somebody who sends deliveries of their own making to a bot, straight to its port.
struct Forger: Sendable {
    /// What the bot's webhooks are signed with.
    static let secret = "known to the forger"
    static let spark = name("X-Spark-Signature")

    let bench: Bench
    private let http: HTTPClient
    private let posts: AsyncStream<[UInt8]>.Continuation

    /// Runs `use` against a bot in webhook mode.
    static func run(
        settings: String = #"{"approved_domains": ["example.com"]}"#,
        _ use: @escaping @Sendable (Forger) async throws -> Void
    ) async throws {
        try await Bench.run(
            settings: settings, transport: .webhook, change: { $0.webhookSecrets = [Secret(secret)] }
        ) { bench async throws in
            let (stream, posts) = AsyncStream.makeStream(of: [UInt8].self)
            let forger = Forger(bench: bench, http: try HTTPClient(), posts: posts)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await body in stream {
                        let status = try await forger.send(body, signedWith: secret)
                        #expect(status == 204)
                    }
                }
                defer { group.cancelAll() }
                try await use(forger)
            }
        }
    }

    /// A delivery about `id`, as the bot's own webhook would bring it.
    func body(
        _ resource: String, _ id: String, as email: String, event: String = "created", creator: String? = nil
    ) throws -> [UInt8] {
        let person = try #require(bench.sandbox.personID(of: email))
        let creator = try #require(bench.sandbox.personID(of: creator ?? bench.sandbox.company.bot.email))
        let body: JSONValue = [
            "id": "forged", "name": "forged", "resource": .string(resource), "event": .string(event),
            "createdBy": .string(creator), "actorId": .string(person),
            "data": [
                "id": .string(id), "roomType": "direct", "personId": .string(person), "personEmail": .string(email),
            ],
        ]
        return body.utf8
    }

    static func signature(of body: [UInt8], with secret: String) throws -> HTTPFields {
        [spark: Hexadecimal.encode(try Digest.hmac(body, key: Array(secret.utf8), .sha1))]
    }

    /// Sends a signed body while the caller goes on.
    func post(_ body: [UInt8]) { posts.yield(body) }

    /// The status of the answer.
    func send(_ body: [UInt8], signedWith secret: String) async throws -> Int {
        try await send(body, fields: try Self.signature(of: body, with: secret))
    }

    /// The status of the answer.
    @discardableResult
    func send(_ body: [UInt8], fields: HTTPFields = [:], deadline: Duration = .seconds(10)) async throws -> Int {
        var request = ClientRequest(.post, bench.webhookURL, fields: fields, body: body)
        request.fields[.contentType] = "application/json"
        return try await http.send(request, deadline: deadline).status.code
    }

    /// Lets the genuine delivery through that was held back, and sees that it is the first to be answered.
    func expectOneAnswer() async throws {
        let replies = try bench.sandbox.replies(for: "alice@example.com")
        bench.sandbox.releaseDeliveries()
        for await _ in replies { break }
        #expect(bench.sandbox.written(to: "alice@example.com").count == 1)
    }

    /// What is registered at Webex.
    func webhooks() async throws -> [JSONValue] {
        var request = ClientRequest(.get, "\(bench.sandbox.apiURL)/webhooks")
        request.fields[.authorization] = "Bearer \(bench.sandbox.botToken)"
        let answer = try await http.send(request, deadline: .seconds(10))
        return try JSONValue(parsing: answer.body)["items"]?.array ?? []
    }

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is the name of a header field") }
        return name
    }
}
