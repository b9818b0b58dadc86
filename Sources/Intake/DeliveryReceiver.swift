package import Logging
import Recordings
import Synchronization

/// What came of a delivery.
package enum DeliveryOutcome: String, Sendable, CaseIterable {
    /// Noted down and waiting to be handled.
    case accepted
    /// Taken on before.
    case repeated
    /// Our own message.
    case own
    /// About something that the bot does not answer.
    case irrelevant
    /// Signed with our secret, and from a webhook of somebody else.
    case foreign
    /// The body has a content coding, so its bytes are not those that were signed.
    case encoded
    /// No signature.
    case unsigned
    /// No right signature.
    case forged
    /// Signed, and not what Webex sends.
    case malformed
    /// Too many events wait.
    case full
    /// The bot is starting or stopping.
    case notReady
    /// The journal cannot be written.
    case notNoted
}

/// Decides about webhook deliveries: believes what is signed, and takes on what asks something of the bot.
///
/// It returns as soon as the event is noted down; who handles it hears of it through the queue. Calls may overlap.
package final class DeliveryReceiver: Sendable {
    /// What it takes to read a delivery, known once Webex has told who the bot is.
    private struct Desk {
        var reader: DeliveryReader
        var queue: EventQueue
    }

    /// How many deliveries came to what.
    package let counts = Tally<DeliveryOutcome>(pause: .seconds(10))
    private let secrets: WebhookSecrets
    private let observer: @Sendable (DeliveryOutcome) -> Void
    private let desk = Mutex<Desk?>(nil)
    private let logger: Logger

    /// Is not ready before ``open(_:queue:)``.
    ///
    /// - Parameters:
    ///   - secrets: What deliveries must be signed with.
    ///   - observer: Told of every outcome; must not wait.
    ///   - logger: Told of what is refused, without its content.
    package init(
        secrets: WebhookSecrets, observer: @escaping @Sendable (DeliveryOutcome) -> Void = { _ in }, logger: Logger
    ) {
        self.secrets = secrets
        self.observer = observer
        self.logger = logger
    }

    /// Begins to take on events.
    package func open(_ reader: DeliveryReader, queue: EventQueue) {
        desk.withLock { $0 = Desk(reader: reader, queue: queue) }
    }

    /// Notes where the conversation service is, which tells what was forwarded.
    package func use(_ addresses: ConversationAddresses) {
        desk.withLock { $0?.reader.conversations = addresses }
    }

    /// Takes on nothing more.
    package func close() { desk.withLock { $0 = nil } }

    /// Decides about one delivery.
    ///
    /// - Parameters:
    ///   - body: The raw bytes; nothing reads them before their signature was checked.
    ///   - signatures: The fields that sign them.
    ///   - contentCoding: The field `Content-Encoding`.
    /// - Returns: What came of it. Who asked and where is not known yet: the event says only where to look.
    package func receive(
        _ body: [UInt8], _ signatures: WebhookSecrets.Signatures, contentCoding: String? = nil
    ) async -> DeliveryOutcome {
        let outcome = await decide(body, signatures, contentCoding)
        observer(outcome)
        if let count = counts.add(outcome) { report(outcome, count) }
        return outcome
    }

    private func decide(
        _ body: [UInt8], _ signatures: WebhookSecrets.Signatures, _ contentCoding: String?
    ) async -> DeliveryOutcome {
        guard contentCoding == nil || contentCoding?.lowercased() == "identity" else { return .encoded }
        switch secrets.judge(body, signatures) {
        case .authentic: break
        case .unsigned: return .unsigned
        case .forged: return .forged
        }
        guard let desk = desk.withLock({ $0 }) else { return .notReady }
        switch desk.reader.read(body) {
        case .event(let event): return DeliveryOutcome(await desk.queue.take(event))
        case .own: return .own
        case .irrelevant: return .irrelevant
        case .foreign: return .foreign
        case .malformed: return .malformed
        }
    }

    private func report(_ outcome: DeliveryOutcome, _ count: Int) {
        let words: Logger.Message? =
            switch outcome {
            case .accepted, .repeated, .own: nil
            case .irrelevant: "deliveries about what the bot does not answer are dropped"
            case .foreign: "deliveries of another account's webhooks are dropped"
            case .encoded: "deliveries with a content coding are refused: switch compression off on the way here"
            case .unsigned: "deliveries without a signature are refused"
            case .forged:
                "deliveries with a wrong signature are refused: is WEBHOOK_SECRET the one they were registered with?"
            case .malformed: "signed deliveries could not be read"
            case .full: "too many requests at once: deliveries are turned away"
            case .notReady: "deliveries are turned away while the bot starts or stops"
            case .notNoted: "deliveries are turned away: the journal cannot be written"
            }
        guard let words else { return }
        let level: Logger.Level =
            switch outcome {
            case .full, .notNoted: .error
            case .notReady, .irrelevant: .notice
            default: .warning
            }
        logger.log(
            level: level, words, metadata: ["webhook.outcome": "\(outcome.rawValue)", "webhook.count": "\(count)"])
    }
}

extension DeliveryOutcome {
    fileprivate init(_ reception: EventQueue.Reception) {
        self =
            switch reception {
            case .accepted: .accepted
            case .repeated: .repeated
            case .full: .full
            case .closed: .notReady
            case .notNoted: .notNoted
            }
    }
}
