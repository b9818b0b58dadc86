import FoundationEssentials
import Recordings

/// What a journal says: everything that is remembered.
struct JournalContents {
    var events = RecentEvents()
    /// What was taken on and is not done with.
    var open: [EventID: OpenEvent] = [:]
    /// Messages of ours that belong to something.
    var claimed = RecentIDs<Resource.Message>()
    /// When events were last known to reach us.
    var lastHeard: Date?
    var device: String?
    /// The people who were welcomed, by the keys of their ids.
    var greeted: Set<String> = []
    /// The tags of the languages that people chose, by the keys of their ids.
    var languages: [String: String] = [:]
    /// In the order in which they were asked for.
    var watches: [Watch] = []

    /// Nothing is remembered yet.
    init() {}

    /// Reads `bytes` as far as they can be read.
    ///
    /// A line that cannot be read was torn by a crash: what it said did not happen as far as anybody was told.
    ///
    /// - Parameters:
    ///   - bytes: The file of an earlier run.
    ///   - now: Events more than a day older are dropped.
    ///   - lines: Gets the lines that still matter, to begin the new file with.
    init(reading bytes: [UInt8], now: Date, keeping lines: inout [UInt8]) {
        let horizon = now.addingTimeInterval(-RecentEvents.lifetime)
        for line in bytes.split(separator: lineFeed) {
            switch JournalEntry(parsing: line) {
            case .accepted(let event, let time, let details) where time > horizon:
                guard remember(event, at: time) else { continue }
                take(.accepted(event, at: time, details))
                lines += line + [lineFeed]
            case let step? where step.time.map({ $0 > horizon }) == true:
                take(step)
                lines += line + [lineFeed]
            case let step? where step.time != nil: break
            case nil: break
            case .unknown: lines += line + [lineFeed]
            case let entry?: take(entry)
            }
        }
        lines += lasting.flatMap(\.line)
    }

    /// Remembers an event, and forgets those that are too old, whether they are done with or not.
    ///
    /// - Returns: Whether it is new.
    mutating func remember(_ event: EventID, at time: Date) -> Bool {
        for old in events.forget(at: time) { open[old] = nil }
        return events.insert(event, at: time)
    }

    /// Remembers what an entry says; of events, only ``events`` knows whether they are new.
    mutating func take(_ entry: JournalEntry) {
        switch entry {
        case .accepted(let event, let time, let details):
            open[event] = details.map { OpenEvent(event: $0, arrival: time) }
        case .sending(let event, _, let count, let isDecided):
            // What has arrived of another answer is no part of this one.
            if open[event]?.messages != count { open[event]?.sent = [] }
            open[event]?.messages = count
            open[event]?.isDecided = isDecided
        case .sent(let event, let time, let message):
            open[event]?.sent.append(message)
            claim(message, at: time)
        case .noticed(let event, let time, let message):
            open[event]?.notice = message
            claim(message, at: time)
        case .answered(let event, let time, let message):
            open[event] = nil
            if let message { claim(message, at: time) }
        case .heard(let time): lastHeard = time
        case .device(let name): device = name
        case .greeted(let person): greeted.insert(person)
        case .language(let tag, let person): languages[person] = tag
        case .watchBegun(let watch): watches.append(watch)
        case .watchEnded(let event): watches.removeAll { $0.id == event }
        case .unknown: break
        }
    }

    private mutating func claim(_ message: MessageID, at time: Date) { _ = claimed.insert(message, at: time) }

    /// What holds longer than a day, each thing once and in a fixed order.
    private var lasting: [JournalEntry] {
        [lastHeard.map(JournalEntry.heard), device.map(JournalEntry.device)].compactMap { $0 }
            + greeted.sorted().map(JournalEntry.greeted)
            + languages.sorted { $0.key < $1.key }.map { JournalEntry.language($0.value, of: $0.key) }
            + watches.map(JournalEntry.watchBegun)
    }
}

extension JournalEntry {
    /// When it happened to an event; nothing for what is no such thing.
    fileprivate var time: Date? {
        switch self {
        case .accepted(_, let time, _), .sending(_, let time, _, _), .sent(_, let time, _), .noticed(_, let time, _),
            .answered(_, let time, _):
            time
        default: nil
        }
    }
}
