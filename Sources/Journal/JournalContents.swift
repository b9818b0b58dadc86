import FoundationEssentials

/// What a journal file of an earlier run says, and what of it is worth keeping.
struct JournalContents {
    private(set) var events = RecentEvents()
    private(set) var device: String?
    /// The lines that still matter, to begin the new file with.
    private(set) var lines: [UInt8] = []

    /// Reads `bytes` as far as they can be read.
    ///
    /// A line that cannot be read was torn by a crash: what it said did not happen as far as anybody was told.
    init(reading bytes: [UInt8], now: Date) {
        let horizon = now.addingTimeInterval(-RecentEvents.lifetime)
        for line in bytes.split(separator: lineFeed) {
            switch JournalEntry(parsing: line) {
            case .accepted(let event, let time) where time > horizon:
                if events.insert(event, at: time) { lines += line + [lineFeed] }
            case .answered(_, let time) where time > horizon: lines += line + [lineFeed]
            case .device(let name): device = name
            case .unknown: lines += line + [lineFeed]
            case .accepted, .answered, nil: break
            }
        }
        if let device { lines += JournalEntry.device(device).line }
    }
}
