/// What reads bytes that somebody else wrote; each has a folder of its name below `Corpora`.
enum FuzzTarget: String, CaseIterable {
    case webhook, request, answer, message, mercury, settings, cards, timezone

    func run(_ bytes: [UInt8]) {
        switch self {
        case .webhook: WebhookFuzz.run(FuzzInput(bytes, lines: 2))
        case .request: RequestFuzz.run(FuzzInput(bytes, lines: 1))
        case .answer: AnswerFuzz.run(FuzzInput(bytes, lines: 4))
        case .message: MessageFuzz.run(FuzzInput(bytes, lines: 5))
        case .mercury: MercuryFuzz.run(bytes)
        case .settings: SettingsFuzz.run(bytes)
        case .cards: CardsFuzz.run(FuzzInput(bytes, lines: 2))
        case .timezone: TimeZoneFuzz.run(bytes)
        }
    }
}

/// An input taken apart as people can read and write it: a few lines, then everything else.
struct FuzzInput {
    private let lines: [ArraySlice<UInt8>]
    let rest: [UInt8]

    init(_ bytes: [UInt8], lines count: Int) {
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: count, omittingEmptySubsequences: false)
        lines = Array(parts.prefix(count))
        rest = parts.count > count ? Array(parts[count]) : []
    }

    /// The bytes of a line; empty when the input is shorter.
    func bytes(_ line: Int) -> [UInt8] { line < lines.count ? Array(lines[line]) : [] }

    func text(_ line: Int) -> String { String(decoding: bytes(line), as: UTF8.self) }

    /// A field that is missing rather than empty.
    func field(_ line: Int) -> String? { text(line).isEmpty ? nil : text(line) }

    var restText: String { String(decoding: rest, as: UTF8.self) }
}

/// Ends the run, which keeps the input, unless `condition` holds.
func require(_ condition: Bool, _ rule: @autoclosure () -> String) {
    guard condition else { fatalError("does not hold: \(rule())") }
}
