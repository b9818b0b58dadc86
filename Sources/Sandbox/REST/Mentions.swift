/// The people that markdown mentions, `<@personEmail:ada@example.com>` or `<@personId:Y2lz…|Ada>`, and how it reads.
struct Mentions {
    /// In the order in which they are mentioned, everybody once.
    private(set) var people: [Account] = []
    /// What was written, with names where the mentions stood.
    private(set) var text = ""
    private(set) var html = ""

    /// Mentions of nobody in the room stay as they were written.
    init(in markdown: String, of room: Room, company: Company, ids: PublicIDs) {
        var rest = markdown[...]
        while let start = rest.firstRange(of: "<@") {
            add(rest[..<start.lowerBound])
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: ">"),
                let (account, name) = Self.person(rest[..<end], company: company, ids: ids),
                room.members.contains(account.id)
            else {
                add("<@")
                continue
            }
            add(account, called: name, id: ids.encode(.person, account.id))
            rest = rest[rest.index(after: end)...]
        }
        add(rest)
        html = "<p>\(html)</p>"
    }

    /// Whom `personEmail:…` or `personId:…` means, and the name to show for them.
    private static func person(_ reference: Substring, company: Company, ids: PublicIDs) -> (Account, String)? {
        let parts = reference.split(separator: "|", maxSplits: 1)
        let pair = (parts.first ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        guard pair.count == 2 else { return nil }
        let found: Account?
        switch pair[0] {
        case "personEmail": found = company.account(email: pair[1])
        case "personId": found = ids.key(of: pair[1], .person).flatMap(company.account(id:))
        default: found = nil
        }
        return found.map { ($0, parts.count > 1 ? String(parts[1]) : $0.firstName) }
    }

    private mutating func add(_ written: some StringProtocol) {
        text += written
        html += HTML.escape(String(written))
    }

    private mutating func add(_ account: Account, called name: String, id: String) {
        if !people.contains(account) { people.append(account) }
        text += name
        html += """
            <spark-mention data-object-type="person" data-object-id="\(id)">\(HTML.escape(name))</spark-mention>
            """
    }
}
