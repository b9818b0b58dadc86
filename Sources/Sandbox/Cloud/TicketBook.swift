import FoundationEssentials

/// Leave to fetch one file without a token, for a while.
struct Ticket: Sendable {
    let id: String
    /// What the link must carry beside the id.
    let secret: String
    let file: StoredRecording.File
    let expiry: Date
}

/// Every temporary link that was handed out.
struct TicketBook: Sendable {
    static let lifetime: TimeInterval = 3 * 3600

    private var tickets: [String: Ticket] = [:]

    /// What every link so far carries that nobody can guess.
    var secrets: Set<String> { Set(tickets.values.flatMap { [$0.id, $0.secret] }) }

    /// One ticket per file of the recording; every call mints new ones.
    mutating func mint(for recording: StoredRecording, now: Date) -> [Ticket] {
        let minted = StoredRecording.File.allCases.filter(recording.files.contains).map { file in
            Ticket(
                id: String(UUID().uuidString.lowercased().prefix(13)), secret: UUID().uuidString.lowercased(),
                file: file, expiry: now.addingTimeInterval(Self.lifetime))
        }
        for ticket in minted { tickets[ticket.id] = ticket }
        return minted
    }

    func ticket(_ id: String) -> Ticket? { tickets[id] }
}
