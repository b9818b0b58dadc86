import FoundationEssentials
import Sandbox
import TestSupport

/// The seed of an organization made up from a random seed: aliases, two sites, personal rooms, spaces, handed-over series,
/// numbers used twice, invitations to single times, cohosts who press the button, downloads switched off.
struct GeneratedCompany {
    private struct Colleague {
        var addresses: [String]
        var sites: [String]
        var rooms: [String: String] = [:]
        var email: String { addresses[0] }
    }

    private static let sites = ["example.webex.com", "example-eu.webex.com"]

    private var random: SeededGenerator
    private var people: [Colleague] = []
    private var numbers = 25_500_000_000

    /// The company; its seed is named by whatever fails.
    static func make(seed: UInt64, refusals: String = "") throws -> Company {
        var generator = Self(random: SeededGenerator(seed: seed))
        return try generator.company(refusals)
    }

    private init(random: SeededGenerator) { self.random = random }

    private mutating func company(_ refusals: String) throws -> Company {
        people = (0..<5).map { _ in Colleague(addresses: [], sites: []) }
        for index in people.indices { people[index] = colleague(index) }
        let meetings = (0..<6).map { meeting($0) }
        let spaces = #"{"title": "Cider press", "members": [\#(list(people.map(\.email)))]}"#
        return try .test(
            accounts: people.map { json($0) }, meetings: meetings.joined(separator: ",\n"),
            more: """
                "otherSites": ["\(Self.sites[1])"], "spaces": [\(spaces)], \
                \(refusals.isEmpty ? "" : #""refusals": {\#(refusals)},"#)
                """)
    }

    private mutating func colleague(_ index: Int) -> Colleague {
        var addresses = ["p\(index)@example.com"]
        if random.once(in: 2) { addresses.append("p\(index).alias@example.com") }
        if random.once(in: 3) { addresses.append("p\(index)@emea.example.com") }
        var colleague = Colleague(addresses: addresses, sites: Self.sites)
        for site in Self.sites where random.once(in: 2) { colleague.rooms[site] = number() }
        return colleague
    }

    private mutating func number() -> String {
        numbers += 1
        return String(numbers)
    }

    private mutating func meeting(_ index: Int) -> String {
        let host = random.one(of: people)
        let invitees = random.some(of: people).map(\.email).filter { $0 != host.email }
        var members = [
            #""title": "Meeting \#(index)""#, #""invitees": [\#(list(invitees))]"#,
            #""host": "\#(random.one(of: host.addresses))""#,
        ]
        let isPersonal = random.once(in: 3) && !host.rooms.isEmpty
        if isPersonal, let (site, number) = host.rooms.min(by: { $0.key < $1.key }) {
            members += [#""site": "\#(site)""#, #""personalRoom": true"#, #""number": "\#(number)""#]
            if random.once(in: 2) { members.append(#""adHoc": true"#) }
        } else {
            // The first two share a number.
            let number = index < 2 ? "25599999999" : number()
            members += [#""site": "\#(random.one(of: Self.sites))""#, #""number": "\#(number)""#]
            if index > 2, random.once(in: 4) { members.append(#""space": "Cider press""#) }
        }
        if random.once(in: 2) { members.append(#""next": {"inDays": 3, "time": "09:00", "minutes": 30}"#) }
        let instances = (1...3).map { instance($0, host: host, isPersonal: isPersonal) }
        members.append(#""instances": [\#(instances.joined(separator: ","))]"#)
        return "{\(members.joined(separator: ", "))}"
    }

    private mutating func instance(_ index: Int, host: Colleague, isPersonal: Bool) -> String {
        var members = [#""daysAgo": \#(index * 4), "time": "10:00", "minutes": 50"#]
        // A personal room cannot be handed over.
        if !isPersonal, random.once(in: 3) {
            members.append(#""host": "\#(random.one(of: random.one(of: people).addresses))""#)
        }
        if random.once(in: 3) { members.append(#""invitees": [\#(list(random.some(of: people).map(\.email)))]"#) }
        let recordings = (0..<Int.random(in: 0...2, using: &random)).map { _ in recording() }
        members.append(#""recordings": [\#(recordings.joined(separator: ","))]"#)
        return "{\(members.joined(separator: ", "))}"
    }

    private mutating func recording() -> String {
        var members = [#""length": "0:20:00""#]
        if random.once(in: 4) { members.append(#""downloadPrevented": true"#) }
        if random.once(in: 4) { members.append(#""host": "\#(random.one(of: people).email)""#) }
        if random.once(in: 6) { members.append(#""status": "deleted""#) }
        return "{\(members.joined(separator: ", "))}"
    }

    private func json(_ colleague: Colleague) -> String {
        let rooms = colleague.rooms.sorted { $0.key < $1.key }.map { site, number in
            let link = "https://\(site)/meet/\(colleague.email.prefix { $0 != "@" })"
            return #"{"number": "\#(number)", "link": "\#(link)", "site": "\#(site)"}"#
        }
        return """
            {"email": "\(colleague.email)", "name": "\(colleague.email)", "sites": [\(list(colleague.sites))],
             "aliases": [\(list(Array(colleague.addresses.dropFirst())))], "personalRoom": [\(rooms.joined(separator: ","))]}
            """
    }

    private func list(_ texts: [String]) -> String { texts.map { #""\#($0)""# }.joined(separator: ",") }
}
