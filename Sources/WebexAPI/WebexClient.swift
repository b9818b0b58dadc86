package import FoundationEssentials
package import HTTPTransport
import HTTPTypes
import JSONTree
package import Logging
import Recordings

/// Calls the Webex REST API on behalf of one credential.
///
/// Every method throws ``WebexError`` when Webex gives no usable answer, whatever the credential throws when there is no
/// token, and `CancellationError`. Calls may overlap freely.
/// - SeeAlso: <https://developer.webex.com/docs/basics>
package struct WebexClient: Sendable {
    /// How long one call may take, and how patient it is with a Webex that asks to wait.
    package struct Patience: Sendable {
        /// For one try, from connecting to the last byte.
        package var deadline: Duration = .seconds(15)
        /// How often a 429 or 423 is waited out.
        package var waits = 2
        /// A longer wait than this is not waited out: the caller is told instead.
        package var longestWait: Duration = .seconds(10)
        /// The wait when Webex names none.
        package var usualWait: Duration = .seconds(2)
        /// How often a call that only reads is repeated when Webex fails, cannot be reached, breaks off its answer
        /// or gives one that cannot be read.
        ///
        /// A Webex that does not answer before the deadline is not asked again.
        package var repeats = 3
        /// The wait before the first repeat; each further one is twice as long.
        package var pause: Duration = .milliseconds(250)
        package init() {}
    }

    let http: HTTPClient
    /// Without a slash at its end.
    package let baseURL: String
    let credential: WebexCredential
    private(set) var patience: Patience
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    private let observer: WebexObserver
    private(set) var logger: Logger
    /// When whoever waits for these calls has waited long enough.
    private var limit: (time: Duration, watch: Stopwatch)?
    /// Shared by all copies of the client.
    private let pauses: RequestedPauses

    package init(
        http: HTTPClient, baseURL: String, credential: WebexCredential, patience: Patience = Patience(),
        clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Date = { Date() },
        observer: WebexObserver = WebexObserver(), logger: Logger
    ) {
        self.http = http
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.credential = credential
        self.patience = patience
        self.clock = clock
        pauses = RequestedPauses(clock)
        self.now = now
        self.observer = observer
        self.logger = logger
    }

    /// Whether Webex has asked this credential to wait with anything, and the time is not over.
    package var isThrottled: Bool { pauses.isAnyLeft }

    /// The same client for calls that together take so long at most, however Webex puts them off.
    package func ending(in time: Duration) -> Self {
        var client = self
        client.limit = (time, Stopwatch(clock))
        return client
    }

    /// The same client for a call that is not worth waiting for.
    package var impatient: Self {
        var client = self
        (client.patience.waits, client.patience.repeats) = (0, 0)
        return client
    }

    /// The same client with another logger, such as one that carries the id of a request.
    package func logging(to logger: Logger) -> Self {
        var client = self
        client.logger = logger
        return client
    }
}

/// One call: what is asked of Webex, and what it is called in logs and errors.
struct WebexCall: Sendable {
    var method: HTTPRequest.Method
    /// The name in logs: method and path, with `{id}` in place of ids and without a query.
    var operation: String
    var url: String
    var body: JSONValue?
    /// The values of the query, as they were before they became part of ``url``.
    private(set) var asked: [String] = []
    /// Whose room is written to, for Webex counts by rooms as well.
    var room: String?

    /// A call below the base of the API.
    init(
        _ template: String, method: HTTPRequest.Method = .get, id: String? = nil, at base: String,
        query: [(String, String?)] = [], body: JSONValue? = nil
    ) {
        let path = id.map { template.replacing("{id}", with: PercentEncoding.encode($0)) } ?? template
        self.init(named: template, method: method, url: base + path + PercentEncoding.query(query), body: body)
        asked = query.compactMap(\.1)
    }

    /// A call to an address that an answer named.
    init(named name: String, method: HTTPRequest.Method = .get, url: String, body: JSONValue? = nil) {
        self.method = method
        operation = "\(method.rawValue) \(name)"
        self.url = url
        self.body = body
    }
}

extension WebexCall {
    /// What a pause that Webex asks for after this call is about.
    fileprivate var subject: RequestedPauses.Subject { .init(operation: operation, room: room) }

    /// What comes of it while Webex wants no such call.
    fileprivate func failure(asking rest: Duration) -> WebexError {
        WebexError(
            .throttled(retryAfter: rest), operation: operation, message: "Webex has asked to wait with such calls")
    }
}

extension WebexClient {
    /// Makes the call and decodes its answer.
    func answer<Answer: Decodable & Sendable>(to call: WebexCall, as type: Answer.Type = Answer.self) async throws
        -> Answer
    {
        try await send(call) { response in try decode(type, from: response, of: call) }
    }

    func decode<Answer: Decodable>(_ type: Answer.Type, from response: ClientResponse, of call: WebexCall) throws
        -> Answer
    {
        do {
            return try JSONDecoder().decode(type, from: Data(response.body))
        } catch let error as DecodingError {
            throw WebexError(
                .malformedAnswer, operation: call.operation, trackingID: response.trackingID,
                message: "the answer cannot be read: \(error.place)")
        }
    }

    /// Makes the call; waits where Webex asks to, repeats a reading call that failed, and asks for a newer token when Webex
    /// refuses the present one.
    ///
    /// - Throws: ``WebexError``; with code `.throttled` and without a call when Webex has asked to wait and that is too long.
    func send(_ call: WebexCall) async throws -> ClientResponse { try await send(call) { $0 } }

    /// The same, where an answer that `read` finds malformed is no answer either.
    func send<Output>(_ call: WebexCall, read: (ClientResponse) throws -> Output) async throws -> Output {
        var token = try await credential.current()
        var renewals = 0
        var tries = Tries(of: call.method, patience)
        var isProbe = try await admit(call, &tries)
        while true {
            let failure: WebexError
            do {
                let output = try read(try await attempt(call, token: token))
                if isProbe { pauses.end(for: call.subject) }
                return output
            } catch let error as WebexError {
                failure = error
            }
            if isProbe, failure.saysWhetherToWait {
                pauses.end(for: call.subject)
                isProbe = false
            }
            // The newer one may come too early for Webex itself; whoever gives tokens bounds how often.
            if failure.code == .unauthorized, renewals < 2, let newer = try await credential.renewed(token) {
                (token, renewals) = (newer, renewals + 1)
                continue
            }
            if case .throttled(let asked) = failure.code {
                pauses.begin(asked ?? patience.usualWait, for: call.subject)
            }
            try await wait(for: call, after: failure, &tries)
        }
    }

    /// Waits where Webex has asked to before this call.
    ///
    /// - Returns: Whether it is made to find out if a pause still holds.
    private func admit(_ call: WebexCall, _ tries: inout Tries) async throws -> Bool {
        var admission = pauses.admission(of: call.subject)
        if case .later(let rest) = admission {
            try await wait(for: call, after: call.failure(asking: rest), &tries)
            admission = pauses.admission(of: call.subject)
        }
        return admission == .probe
    }

    /// Waits until the call may be made again; throws `failure` when it is not worth it.
    private func wait(for call: WebexCall, after failure: WebexError, _ tries: inout Tries) async throws {
        guard let delay = tries.delay(after: failure), rest.map({ delay < $0 }) ?? true else { throw failure }
        logger.warning(
            "Webex is asked again later",
            metadata: ["error": "\(failure)", "webex.call": "\(call.operation)", "webex.wait": "\(delay.rounded)"])
        if case .throttled = failure.code { observer.askedToWait(call.operation, delay) }
        try await clock.sleep(for: delay)
    }

    /// What is left of the time for all calls.
    private var rest: Duration? { limit.map { max(.zero, $0.time - $0.watch.elapsed) } }

    private func attempt(_ call: WebexCall, token: Secret) async throws -> ClientResponse {
        var request = ClientRequest(call.method, call.url, body: call.body?.utf8)
        request.fields[.authorization] = "Bearer \(token.reveal())"
        request.fields[.accept] = "application/json"
        request.fields[.trackingID] = "steward_\(UUID().uuidString.lowercased())"
        if call.body != nil { request.fields[.contentType] = "application/json; charset=utf-8" }
        let watch = Stopwatch(clock)
        do {
            let response = try await http.send(request, deadline: min(patience.deadline, rest ?? patience.deadline))
            observer.tryEnded(call.operation, "\(response.status.code)", watch.elapsed)
            logger.debug(
                "Webex answered",
                metadata: [
                    "webex.call": "\(call.operation)", "webex.status": "\(response.status.code)",
                    "webex.tracking.id": "\(response.trackingID ?? "none")",
                    "webex.time": "\(watch.elapsed)",
                ])
            guard response.status.kind == .successful else {
                throw WebexError(
                    response, to: call, with: token,
                    retryAfter: RetryAfter.delay(response.fields[.retryAfter], now: now()))
            }
            return response
        } catch let error as HTTPClientError {
            observer.tryEnded(call.operation, "\(error.code)", watch.elapsed)
            throw WebexError(error, during: call.operation)
        }
    }
}

extension WebexError {
    /// Whether Webex said that it wants no such calls, or that it minds nothing but this one.
    fileprivate var saysWhetherToWait: Bool {
        if case .throttled = code { true } else { isRefusal }
    }

    /// What it means that there is no answer.
    init(_ error: HTTPClientError, during operation: String) {
        let code: Code =
            switch error.code {
            case .timedOut: .timedOut
            // A client that is closed breaks off what is under way.
            case .tooLarge, .brokenAnswer, .closed: .malformedAnswer
            case .invalidRequest, .unreachable, .untrusted: .unreachable
            }
        // The word for the failure is the same in both.
        let isTold = [.timedOut, .unreachable].contains(error.code)
        self.init(code, operation: operation, message: isTold ? error.detail : "\(error)")
    }
}

extension ClientResponse {
    /// What Webex support needs to find the call.
    var trackingID: String? { fields[.trackingID] }
}

extension HTTPField.Name {
    static let trackingID = known("trackingid")
    static let link = known("link")

    private static func known(_ name: String) -> Self {
        guard let name = Self(name) else { fatalError("a field name of our own must be one") }
        return name
    }
}

extension DecodingError {
    /// Where in the answer it did not fit, without the values.
    fileprivate var place: String {
        let context: Context? =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context
            @unknown default: nil
            }
        let path = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
        return path.isEmpty ? "not the JSON it should be" : "at \(path)"
    }
}
