import Recordings

/// The parts of a request while its words are taken one by one.
struct RequestReading {
    private(set) var digits = ""
    private(set) var link: MeetingLink?
    private(set) var host: EmailAddress?
    var days: String?
    /// Whether a word that is no part of the number has followed it.
    private var isNumberOver = false
    /// How many digits the shortest group of the number has so far.
    private var shortestGroup: Int?

    /// Takes the next word, or says what is wrong with it.
    mutating func take(_ word: String) -> RequestProblem? {
        let bare = Self.undressed(word)
        if MeetingLink.isAddress(bare) { return take(link: bare) }
        if word.contains("@") {
            isNumberOver = !digits.isEmpty
            return take(host: word)
        }
        guard let more = MeetingNumber.digits(in: word) else { return .unreadable(word) }
        // A dash between two groups.
        if more.isEmpty { return nil }
        if link == nil, !isNumberOver, belongsToNumber(more) {
            digits += more
            shortestGroup = min(shortestGroup ?? more.count, more.count)
            return nil
        }
        isNumberOver = true
        guard days == nil else { return .unreadable(word) }
        days = word
        return nil
    }

    /// Takes what names the meeting in a field of its own: a number in any spelling, or a link.
    mutating func take(reference text: String) -> RequestProblem? {
        let bare = Self.undressed(text)
        if MeetingLink.isAddress(bare) { return take(link: bare) }
        guard let digits = MeetingNumber.digits(in: bare) else { return .unreadable(text) }
        self.digits = digits
        return nil
    }

    /// Takes an address, also as mail programs and chat clients dress it up.
    mutating func take(host word: String) -> RequestProblem? {
        var bare = Self.undressed(word)
        if bare.lowercased().hasPrefix("mailto:") { bare = bare.dropFirst("mailto:".count) }
        guard let address = EmailAddress(bare) else { return .unreadable(word) }
        guard host == nil else { return .secondHost(address.text) }
        host = address
        return nil
    }

    private mutating func take(link word: Substring) -> RequestProblem? {
        guard let link = MeetingLink(word) else { return .foreignLink(String(word)) }
        // A whole number and a link can name two meetings; fewer digits than a number has are days.
        guard self.link == nil, digits.count < MeetingNumber.lengths.lowerBound else {
            return .unreadable(String(word))
        }
        self.link = link
        if !digits.isEmpty {
            days = digits
            digits = ""
        }
        return nil
    }

    /// Meeting numbers are typed in groups: a group belongs to the number until it has the digits of one.
    ///
    /// One or two digits behind longer groups are days, so that a number with a digit missing is not completed by them.
    private func belongsToNumber(_ group: String) -> Bool {
        guard digits.count < MeetingNumber.lengths.lowerBound else { return false }
        return group.count >= 3 || (shortestGroup ?? 0) < 3
    }

    /// The word without brackets and quotation marks around it and without a comma behind it.
    private static func undressed(_ word: String) -> Substring {
        var bare = word[...].drop { "<([".contains($0) || quotes.contains($0) }
        while let last = bare.last, ">)],;.".contains(last) || quotes.contains(last) { bare.removeLast() }
        return bare
    }

    /// As people of many languages type them, and as their keyboards make them.
    static let quotes: Set<Character> = Set("\"'`´“”„‟‘’‚‛«»‹›「」『』＂＇")
}
