package import Recordings

/// Reads what people type and fill in.
package struct RequestParser: Sendable {
    /// The first word of a message that is more than a call for help.
    private enum Command: String {
        case recordings = "rec"
        case language, status, help
    }

    /// When nobody says how many days to look back.
    package var defaultDaysBack: Int
    package var maximumDaysBack: Int

    /// No title of a meeting is longer.
    private static let longestTitle = 128

    package init(defaultDaysBack: Int, maximumDaysBack: Int) {
        self.defaultDaysBack = defaultDaysBack
        self.maximumDaysBack = maximumDaysBack
    }

    /// Reads a message: the first word is the command.
    ///
    /// - Parameters:
    ///   - text: As the message resource gives it.
    ///   - botName: The bot's display name; as a mention it may stand in front, whole or as its first word.
    ///   - mentions: The names under which this message mentions the bot.
    /// - Returns: What is asked for; words that are no request ask for the help.
    package func parse(
        message text: String, addressedTo botName: String, mentionedAs mentions: [String] = []
    ) -> ParsedRequest {
        let words = Self.bare(Self.withoutMention(Self.words(of: text), botName: botName, mentions: mentions))
        switch Self.command(words.first) {
        case .recordings: return parse(words: Array(words.dropFirst()))
        case .language: return .language(words.dropFirst().first)
        case .status: return .status
        case .help, nil: return .help
        }
    }

    /// Reads the fields of the form; blank ones count as left out.
    ///
    /// - Parameters:
    ///   - number: A meeting number, or a link.
    ///   - host: An e-mail address.
    ///   - daysBack: A whole number.
    ///   - path: How the fields came in.
    /// - Returns: A request for recordings, or what is wrong with it.
    package func parse(
        number: String?, host: String?, daysBack: String?, path: RecordingRequest.Path = .form
    ) -> ParsedRequest {
        let number = number?.trimmingBlanks() ?? ""
        let host = host?.trimmingBlanks() ?? ""
        var reading = RequestReading()
        if number.isEmpty { return .invalid(.missingNumber) }
        if let problem = reading.take(reference: number) { return .invalid(problem) }
        if !host.isEmpty, let problem = reading.take(host: host) { return .invalid(problem) }
        reading.days = daysBack.map { $0.trimmingBlanks() }.flatMap { $0.isEmpty ? nil : $0 }
        return request(from: reading, path: path)
    }

    private func parse(words: [String]) -> ParsedRequest {
        if words.isEmpty { return .ownMeetings(titled: nil) }
        if Self.areTitle(words) {
            let title = words.joined(separator: " ")
            return title.count <= Self.longestTitle ? .ownMeetings(titled: title) : .invalid(.unreadable(title))
        }
        var reading = RequestReading()
        for word in words {
            if let problem = reading.take(word) { return .invalid(problem) }
        }
        return request(from: reading, path: .command)
    }

    private func request(from reading: RequestReading, path: RecordingRequest.Path) -> ParsedRequest {
        let subject: RecordingRequest.Subject
        if let link = reading.link {
            subject = .link(link)
        } else {
            guard !reading.digits.isEmpty else { return .invalid(.missingNumber) }
            guard let number = MeetingNumber(reading.digits) else {
                return .invalid(.numberLength(reading.digits.count))
            }
            subject = .number(number)
        }
        var request = RecordingRequest(subject: subject, host: reading.host, daysBack: defaultDaysBack, path: path)
        guard let days = reading.days else { return .recordings(request) }
        guard days.allSatisfy({ $0.isASCII && $0.isNumber }) else { return .invalid(.unreadable(days)) }
        guard let daysBack = Int(days), (1...max(1, maximumDaysBack)).contains(daysBack) else {
            return .invalid(.daysOutOfRange(days))
        }
        request.daysBack = daysBack
        return .recordings(request)
    }
}

// MARK: - Words

extension RequestParser {
    private static func words(of text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}" }.map(String.init)
    }

    private static func command(_ word: String?) -> Command? {
        guard let word = word.map({ unquoted($0[...]) })?.lowercased() else { return nil }
        return Command(rawValue: word.hasSuffix(":") ? String(word.dropLast()) : word)
    }

    /// The words without what people put around and between them: quotation marks and commas, also those of Chinese and
    /// Japanese.
    ///
    /// A link may have commas of its own.
    private static func bare(_ words: [String]) -> [String] {
        words.flatMap { word in MeetingLink.isAddress(word) ? [word[...]] : word.split { commas.contains($0) } }
            .map { unquoted($0) }.filter { !$0.isEmpty }
    }

    private static func unquoted(_ word: Substring) -> String {
        let isMark: (Character) -> Bool = { RequestReading.quotes.contains($0) || commas.contains($0) }
        guard let end = word.lastIndex(where: { !isMark($0) }) else { return "" }
        return String(word[...end].drop(while: isMark))
    }

    private static let commas: Set<Character> = [",", ";", "，", "；", "、"]

    /// The words after the bot's name, where they begin with it.
    ///
    /// The name that Webex itself marks as a mention always goes, wherever it stands. Without that mark it goes only from the
    /// front and where a command follows: a bot can have the name of its command.
    private static func withoutMention(_ words: [String], botName: String, mentions: [String]) -> [String] {
        if !mentions.isEmpty { return mentions.reduce(words) { without($1, in: $0) } }
        let firstWord = self.words(of: botName).first ?? ""
        for name in [botName, firstWord] {
            if let rest = drop(name, from: words), command(rest.first) != nil { return rest }
        }
        return words
    }

    /// The words without the first place where `name` stands, marks around it included.
    private static func without(_ name: String, in words: [String]) -> [String] {
        let name = self.words(of: name.lowercased())
        guard !name.isEmpty, words.count >= name.count else { return words }
        let bare = words.map { word in
            word.lowercased().drop { $0 == "@" }.reversed().drop { ",:;".contains($0) }.reversed()
        }.map { String($0) }
        let start = (0...words.count - name.count).first { Array(bare[$0..<$0 + name.count]) == name }
        guard let start else { return words }
        return Array(words[..<start] + words[(start + name.count)...])
    }

    /// The words behind `name`; nothing when they do not begin with it.
    private static func drop(_ name: String, from words: [String]) -> [String]? {
        let name = self.words(of: name.lowercased())
        guard let first = name.first, words.count >= name.count else { return nil }
        let front = words.prefix(name.count).map { $0.lowercased() }
        guard front == name || front == ["@" + first] + name.dropFirst() else { return nil }
        return Array(words.dropFirst(name.count))
    }

    /// Whether the words after `rec` are the title of a meeting rather than a request with a mistake in it.
    ///
    /// Whoever types most of a number, an address or a link means a meeting by it, and wants to hear what is wrong.
    private static func areTitle(_ words: [String]) -> Bool {
        guard !words.contains(where: { $0.contains("@") || MeetingLink.isAddress($0) }) else { return false }
        let numbers = words.prefix { MeetingNumber.digits(in: $0) != nil }
        let digits = numbers.compactMap { MeetingNumber.digits(in: $0)?.count }.reduce(0, +)
        return numbers.count < words.count && digits < MeetingNumber.lengths.lowerBound - 2
    }
}
