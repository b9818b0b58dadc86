import FoundationEssentials
import HTTPTypes
import JSONTree
import Logging
import Synchronization
@testable import Sandbox
@testable import WebConnections

/// A time that stands still until somebody moves it.
final class Moment: Sendable {
    /// A Wednesday.
    static let start = Date(timeIntervalSince1970: 1_772_625_600)  // 2026-03-04T12:00:00Z

    private let date = Mutex(Moment.start)
    var now: Date { date.withLock { $0 } }
    func move(by interval: TimeInterval) { date.withLock { $0.addTimeInterval(interval) } }
}

/// The cloud of `config/sandbox.json` with people to ask it.
struct TestCloud {
    let cloud: Cloud
    let moment: Moment
    static let origin = "http://127.0.0.1:1"
}

extension TestCloud {
    init(cluster: String = "us", behaviour: Behaviour = Behaviour()) throws {
        self.init(try Company.example(cluster: cluster), behaviour: behaviour)
    }

    /// The cloud of `config/sandbox/<name>.json`.
    init(of name: String, behaviour: Behaviour = Behaviour()) throws {
        self.init(try Company.hardCase(name), behaviour: behaviour)
    }

    init(_ company: Company, behaviour: Behaviour = Behaviour()) {
        let moment = Moment()
        let cloud = Cloud(
            company: company, behaviour: behaviour, now: { moment.now },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        cloud.withState { $0.origin = Self.origin }
        self.init(cloud: cloud, moment: moment)
    }

    var bot: String { cloud.company.botToken }

    /// A token of somebody's own with these scopes, all of them when none are named.
    func token(_ email: String, _ scopes: String...) throws -> String {
        guard let account = cloud.company.account(email: email) else { throw TestFailure("nobody is called \(email)") }
        let granted = scopes.isEmpty ? Scope.personal : Set(scopes)
        return cloud.withState { $0.tokens.issuePersonal(to: account, scopes: granted) }
    }

    /// What the compliance officer's grant to the recording bot allows.
    func officer() throws -> String {
        guard let clara = cloud.company.account(email: "clara@example.com") else { throw TestFailure("no officer") }
        let scopes = Set(Scope.recordingBot)
        return cloud.withState { $0.tokens.issuePersonal(to: clara, scopes: scopes) }
    }

    /// Every item of a listing, page after page.
    func all(_ target: String, _ token: String) async throws -> (items: [JSONValue], pages: Int) {
        var (items, pages, next): ([JSONValue], Int, String?) = ([], 0, target)
        while let target = next, pages < 1000 {
            let answer = try await get(target, token)
            guard answer.status == 200 else { throw TestFailure("\(target): \(answer.status)") }
            (items, pages, next) = (items + answer.items, pages + 1, answer.next)
        }
        return (items, pages)
    }

    func get(_ target: String, _ token: String?) async throws -> Answer { try await send(.get, target, token) }

    func post(_ target: String, _ token: String?, _ body: JSONValue) async throws -> Answer {
        try await send(.post, target, token, type: "application/json", body: body.utf8)
    }

    func put(_ target: String, _ token: String?, _ body: JSONValue) async throws -> Answer {
        try await send(.put, target, token, type: "application/json", body: body.utf8)
    }

    func form(_ target: String, _ items: [(name: String, value: String)]) async throws -> Answer {
        let body = Array(FormEncoding.query(items).utf8)
        return try await send(.post, target, nil, type: "application/x-www-form-urlencoded", body: body)
    }

    func send(
        _ method: HTTPRequest.Method, _ target: String, _ token: String?, type: String? = nil, body: [UInt8] = []
    ) async throws -> Answer {
        let relative = target.hasPrefix(Self.origin) ? String(target.dropFirst(Self.origin.count)) : target
        let parts = relative.split(separator: "?", maxSplits: 1)
        var fields = HTTPFields()
        fields[.authorization] = token.map { "Bearer \($0)" }
        fields[.contentType] = type
        let request = ServerRequest(
            method: method, path: String(parts[0]), query: parts.count > 1 ? FormEncoding.parse(parts[1]) : [],
            fields: fields, body: body)
        return Answer(await cloud.respond(to: request))
    }

    func message(from email: String, _ text: String) throws -> (id: String, room: String) {
        guard let author = cloud.company.account(email: email) else { throw TestFailure("nobody is called \(email)") }
        let now = cloud.now()
        let room = cloud.withState { [bot = cloud.company.bot] in
            $0.rooms.directRoom(between: author, and: bot, now: now)
        }
        var message = Message(id: cloud.newID(), room: room.id, author: author.id, created: now)
        message.text = text
        cloud.post(message, by: author, in: room)
        return (cloud.ids.encode(.message, message.id), cloud.ids.encode(.room, room.id))
    }
}

/// An answer with its JSON read.
struct Answer {
    let status: Int
    let fields: HTTPFields
    let bytes: [UInt8]
    let json: JSONValue

    init(_ response: ServerResponse) {
        status = response.status.code
        fields = response.fields
        bytes = response.body
        json = (try? JSONValue(parsing: response.body)) ?? .null
    }

    var items: [JSONValue] { json["items"]?.array ?? [] }
    /// The texts called `name` of all items.
    func texts(_ name: String) -> [String] { items.compactMap { $0[name]?.string } }
    subscript(_ name: String) -> String? { json[name]?.string }

    /// The address of the next page.
    var next: String? {
        let links = (fields[.link] ?? "").split(separator: ", ")
        return links.first { $0.hasSuffix("rel=\"next\"") }?.split(separator: ">").first.map { String($0.dropFirst()) }
    }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension Company {
    static func example(cluster: String = "us", now: Date = Moment.start) throws -> Company {
        let text = try seed("sandbox.json").replacing("\"cluster\": \"us\"", with: "\"cluster\": \"\(cluster)\"")
        return try Company(parsing: Array(text.utf8), now: now)
    }

    /// One of the organizations in `config/sandbox`.
    static func hardCase(_ name: String, now: Date = Moment.start) throws -> Company {
        try Company(parsing: Array(try seed("sandbox/\(name).json").utf8), now: now)
    }

    /// The folder with the configuration of the project.
    static var folder: String {
        "/\(#filePath.split(separator: "/").dropLast(3).joined(separator: "/"))/config"
    }

    private static func seed(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else {
            throw TestFailure("config/\(path) cannot be read")
        }
        return String(decoding: data, as: UTF8.self)
    }

    func series(_ title: String) throws -> MeetingSeries {
        guard let series = meetings.first(where: { $0.title == title }) else { throw TestFailure("no \(title)") }
        return series
    }
}
