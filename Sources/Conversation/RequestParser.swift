package import Recordings

/// What a person wrote, understood.
package enum ParsedRequest: Sendable, Equatable {
    /// `help`, nothing at all, or words that mean nothing to the bot.
    case help
    case recordings(RecordingRequest)
    /// A request for recordings with something wrong in it; nothing is looked up.
    case invalid(RequestProblem)
}

/// The first part of a request that cannot be used.
package enum RequestProblem: Sendable, Equatable {
    case missingNumber
    /// The meeting number has this many digits.
    case numberLength(Int)
    /// Neither number, address nor days.
    case unreadable(String)
    /// There is one host already.
    case secondHost(String)
    /// The days back, as typed.
    case daysOutOfRange(String)
}

/// Reads what people type and fill in.
package struct RequestParser: Sendable {
    /// When nobody says how many days to look back.
    package var defaultDaysBack: Int
    package var maximumDaysBack: Int

    package init(defaultDaysBack: Int, maximumDaysBack: Int) {
        self.defaultDaysBack = defaultDaysBack
        self.maximumDaysBack = maximumDaysBack
    }

    /// Reads a message: the first word is the command, and `rec` is the only one that takes more.
    ///
    /// - Parameters:
    ///   - text: As the message resource gives it.
    ///   - botName: The bot's display name; as a mention it may stand in front, whole or as its first word.
    /// - Returns: What is asked for; words that are no request ask for the help.
    package func parse(message text: String, addressedTo botName: String) -> ParsedRequest {
        var words = Self.words(of: text)
        let name = Self.words(of: botName.lowercased())
        for mention in [name, Array(name.prefix(1))] where !mention.isEmpty && words.count >= mention.count {
            let front = words.prefix(mention.count).map { $0.lowercased() }
            guard front == mention || front == ["@" + mention[0]] + mention.dropFirst() else { continue }
            // A bot can have the name of its command.
            guard Self.isCommand(words.dropFirst(mention.count).first) else { continue }
            words.removeFirst(mention.count)
            break
        }
        guard Self.isCommand(words.first) else { return .help }
        return parse(words: Array(words.dropFirst()))
    }

    /// Reads the fields of the form; blank ones count as left out.
    package func parse(number: String?, host: String?, daysBack: String?) -> ParsedRequest {
        let number = number?.trimmingBlanks() ?? ""
        let host = host?.trimmingBlanks() ?? ""
        var reading = Reading()
        if number.isEmpty { return .invalid(.missingNumber) }
        guard let digits = MeetingNumber.digits(in: number) else { return .invalid(.unreadable(number)) }
        reading.digits = digits
        if !host.isEmpty, let problem = reading.take(host: host) { return .invalid(problem) }
        reading.days = daysBack.map { $0.trimmingBlanks() }.flatMap { $0.isEmpty ? nil : $0 }
        return request(from: reading, path: .form)
    }

    private func parse(words: [String]) -> ParsedRequest {
        var reading = Reading()
        for word in words {
            if let problem = reading.take(word) { return .invalid(problem) }
        }
        return request(from: reading, path: .command)
    }

    private func request(from reading: Reading, path: RecordingRequest.Path) -> ParsedRequest {
        guard !reading.digits.isEmpty else { return .invalid(.missingNumber) }
        guard let number = MeetingNumber(reading.digits) else { return .invalid(.numberLength(reading.digits.count)) }
        guard let days = reading.days else {
            return .recordings(
                RecordingRequest(subject: .number(number), host: reading.host, daysBack: defaultDaysBack, path: path))
        }
        guard days.allSatisfy({ $0.isASCII && $0.isNumber }) else { return .invalid(.unreadable(days)) }
        guard let daysBack = Int(days), (1...max(1, maximumDaysBack)).contains(daysBack) else {
            return .invalid(.daysOutOfRange(days))
        }
        return .recordings(
            RecordingRequest(subject: .number(number), host: reading.host, daysBack: daysBack, path: path))
    }

    private static func isCommand(_ word: String?) -> Bool {
        ["rec", "rec:"].contains(word?.lowercased())
    }

    private static func words(of text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}" }.map(String.init)
    }
}

/// The parts of a request while its words are taken one by one.
private struct Reading {
    var digits = ""
    var host: EmailAddress?
    var days: String?
    /// Whether a word that is no part of the number has followed it.
    var isNumberOver = false
    /// How many digits the shortest group of the number has so far.
    private var shortestGroup: Int?

    /// Takes the next word, or says what is wrong with it.
    mutating func take(_ word: String) -> RequestProblem? {
        if word.contains("@") {
            isNumberOver = !digits.isEmpty
            return take(host: word)
        }
        guard let more = MeetingNumber.digits(in: word) else { return .unreadable(word) }
        // A dash between two groups.
        if more.isEmpty { return nil }
        if !isNumberOver, belongsToNumber(more) {
            digits += more
            shortestGroup = min(shortestGroup ?? more.count, more.count)
            return nil
        }
        isNumberOver = true
        guard days == nil else { return .unreadable(word) }
        days = word
        return nil
    }

    /// Meeting numbers are typed in groups: a group belongs to the number until it has the digits of one.
    ///
    /// One or two digits behind longer groups are days, so that a number with a digit missing is not completed by them.
    private func belongsToNumber(_ group: String) -> Bool {
        guard digits.count < MeetingNumber.lengths.lowerBound else { return false }
        return group.count >= 3 || (shortestGroup ?? 0) < 3
    }

    /// Takes an address, also as mail programs and chat clients dress it up: `<mailto:…>`, or with a comma behind it.
    mutating func take(host word: String) -> RequestProblem? {
        var bare = word[...].drop { "<([".contains($0) }
        if bare.lowercased().hasPrefix("mailto:") { bare = bare.dropFirst("mailto:".count) }
        while let last = bare.last, ">)],;.".contains(last) { bare.removeLast() }
        guard let address = EmailAddress(bare) else { return .unreadable(word) }
        guard host == nil else { return .secondHost(address.text) }
        host = address
        return nil
    }
}
