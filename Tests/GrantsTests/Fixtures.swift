import Cryptography
import FoundationEssentials
import Grants
import Logging
import Recordings
import Synchronization
import WebexAPI

/// A folder of its own for one test, gone with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "grants-\(try Random.token(bytes: 12))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A time that stands still until it is moved.
final class ManualTime: Sendable {
    static let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let date = Mutex(start)

    var now: Date { date.withLock { $0 } }
    func advance(by interval: TimeInterval) { date.withLock { $0 += interval } }
}

/// Collects what is logged, as text.
final class LoggedText: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        Logger(label: "test") { [self] _ in Handler(log: self) }
    }

    private struct Handler: LogHandler {
        let log: LoggedText
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            log.lines.withLock { $0.append("\(event.level) \(event.message) \(all)") }
        }
    }
}

extension Grant.Holder {
    static var ada: Grant.Holder {
        get throws {
            Grant.Holder(
                id: PersonID(publicID: "ada", key: "ada"), email: try .example("ada"), displayName: "Ada Lovelace",
                organization: OrganizationID(publicID: "example", key: "example"))
        }
    }
}

extension EmailAddress {
    /// `name` at example.com.
    static func example(_ name: String) throws -> EmailAddress {
        guard let address = EmailAddress("\(name)@example.com") else { throw InvalidFixture() }
        return address
    }
}

struct InvalidFixture: Error {}

extension TokenAnswer {
    /// Tokens that name their number: an access token for 1,000 seconds, a refresh token for 10,000.
    static func numbered(_ number: Int) -> TokenAnswer {
        TokenAnswer(
            accessToken: Secret("access-\(number)"), expiresIn: .seconds(1000),
            refreshToken: Secret("refresh-\(number)"), refreshExpiresIn: .seconds(10_000),
            scope: "spark:people_read spark:kms")
    }
}

extension Grant {
    /// Given to Ada when ``ManualTime`` starts, to be renewed after 750 of its 1,000 seconds.
    static func example(_ number: Int = 0) throws -> Grant {
        let grant = Grant(.numbered(number), holder: try .ada, at: ManualTime.start, renewingAt: 0.75)
        guard let grant else { throw InvalidFixture() }
        return grant
    }
}

extension SealingKey {
    static func random() throws -> SealingKey { try SealingKey(Random.bytes(length)) }
}
