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
    /// Those of them whose answer is on its way, by their ids.
    var watchAnswers: [EventID: WatchAnswer] = [:]

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
            guard let entry = JournalEntry(parsing: line) else { continue }
            guard let (time, event) = entry.step else {
                take(entry)
                if entry == .unknown { lines += line + [lineFeed] }
                continue
            }
            guard time > horizon else {
                // How far the answer to a watch came matters until it has arrived, however long that takes.
                if let event, watchAnswers[event] != nil { take(entry) }
                continue
            }
            if case .accepted(let event, _, _) = entry, !remember(event, at: time) { continue }
            take(entry)
            lines += line + [lineFeed]
        }
        lines += lasting.flatMap(\.line)
        for event in open.keys { open[event]?.isOfEarlierStart = true }
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
        case .sending(let event, let time, let count, let isDecided):
            advance(event) { $0.begin(messages: count, isDecided: isDecided, at: time) }
        case .sent(let event, let time, let message):
            advance(event) { $0.add(message, at: time) }
            claim(message, at: time)
        case .noticed(let event, let time, let message):
            open[event]?.notice = message
            claim(message, at: time)
        case .claimed(let message, let time): claim(message, at: time)
        case .answered(let event, let time, let message):
            if watchAnswers[event] != nil { endWatch(event) } else { open[event] = nil }
            if let message { claim(message, at: time) }
        case .heard(let time): lastHeard = time
        case .device(let name): device = name
        case .greeted(let person): greeted.insert(person)
        case .language(let tag, let person): languages[person] = tag
        case .watchBegun(let watch): watches.append(watch)
        case .watchAnswer(let event, let answer):
            if watches.contains(where: { $0.id == event }) { watchAnswers[event] = answer }
        case .watchEnded(let event): endWatch(event)
        case .unknown: break
        }
    }

    /// Goes on with the answer to a watch, or to an event: the one with the id of a watch was answered before.
    private mutating func advance(_ event: EventID, _ step: (inout AnswerProgress) -> Void) {
        if var answer = watchAnswers[event] {
            step(&answer.progress)
            watchAnswers[event] = answer
        } else if var unanswered = open[event] {
            step(&unanswered.progress)
            open[event] = unanswered
        }
    }

    private mutating func endWatch(_ event: EventID) {
        watches.removeAll { $0.id == event }
        watchAnswers[event] = nil
    }

    /// Whether it is known what a message of ours belongs to.
    func isClaimed(_ message: MessageID) -> Bool {
        claimed.contains(message) || watchAnswers.values.contains { $0.progress.sent.contains(message) }
    }

    private mutating func claim(_ message: MessageID, at time: Date) { _ = claimed.insert(message, at: time) }

    /// What holds longer than a day, each thing once and in a fixed order.
    private var lasting: [JournalEntry] {
        [lastHeard.map(JournalEntry.heard), device.map(JournalEntry.device)].compactMap { $0 }
            + greeted.sorted().map(JournalEntry.greeted)
            + languages.sorted { $0.key < $1.key }.map { JournalEntry.language($0.value, of: $0.key) }
            + watches.flatMap { watch in
                [.watchBegun(watch)] + (watchAnswers[watch.id].map { [.watchAnswer(watch.id, $0)] } ?? [])
            }
    }
}

extension JournalEntry {
    /// When it happened, and to which event, if to any; nothing for what matters longer than a day.
    fileprivate var step: (time: Date, event: EventID?)? {
        switch self {
        case .accepted(let event, let time, _), .sending(let event, let time, _, _), .sent(let event, let time, _),
            .noticed(let event, let time, _), .answered(let event, let time, _):
            (time, event)
        case .claimed(_, let time): (time, nil)
        default: nil
        }
    }
}
