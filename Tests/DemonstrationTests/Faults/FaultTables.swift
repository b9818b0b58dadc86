import Files
import TestSupport

/// The tables of `docs/faults.md`: what comes of what Webex does.
struct FaultTables {
    /// A part of the bot's life, each with a table of its own.
    enum Phase: String, CaseIterable {
        case connecting = "Connecting"
        case authorizing = "Authorizing"
        case reading = "Reading what was sent"
        case lookingUp = "Looking up"
        case replying = "Replying"

        var calls: [FaultyCall] {
            switch self {
            case .connecting: [.identity, .catalogue, .devices, .newDevice, .socket]
            case .authorizing: [.token, .officer, .personalRoom, .listing]
            case .reading: [.message, .cardAction, .person]
            case .lookingUp: [.meetings, .recordings, .recording]
            case .replying: [.reply]
            }
        }
    }

    private let rows: [Substring]

    init() throws {
        let page = String(decoding: try Files.read(Repository.file("docs/faults.md"), limit: 1 << 20), as: UTF8.self)
        rows = page.split(separator: "\n").filter { $0.hasPrefix("|") || $0.hasPrefix("## ") }
    }

    /// The row of a table, each cell with what comes of it, in the order of the calls.
    func cells(_ misbehaviour: Misbehaviour, _ phase: Phase) -> [String] {
        let table = rows.drop { $0 != "## \(phase.rawValue)" }.dropFirst().prefix { $0.hasPrefix("|") }
        let found = table.lazy.map(Self.cells).first { $0.first == misbehaviour.rawValue } ?? []
        return Array(found.dropFirst())
    }

    /// The columns of a table.
    func columns(_ phase: Phase) -> [String] {
        let header = rows.drop { $0 != "## \(phase.rawValue)" }.dropFirst().first
        return header.map { Array(Self.cells($0).dropFirst()) } ?? []
    }

    private static func cells(_ row: Substring) -> [String] {
        row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
            String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}
