import FoundationEssentials
import JSONTree

extension MeetingSeries {
    static let seedKeys: Set = [
        "number", "title", "host", "cohosts", "invitees", "site", "personalRoom", "adHoc", "space", "next", "instances",
        "instancesRefusal",
    ]

    init(_ seed: SeedObject, in company: Company, now: Date) throws(SeedError) {
        let title = try seed.string("title")
        let number = try seed.meetingNumber("number")
        guard let host = try company.optionalHost(in: seed, "host") else { throw seed.error("host", "is missing") }
        let id = StableID.hexadecimal("series", number, title)
        let site = try seed.optionalString("site") ?? company.site
        guard company.sites.contains(site) else { throw seed.error("site", "is no site of this organization") }
        let place = try Self.place(seed, in: company)
        self.init(
            id: id, site: site, number: number, title: title,
            webLink: "https://\(site)/\(site.prefix { $0 != "." })/j.php?MTID=m\(id)", host: host,
            invitees: try Self.invitees(seed, to: place, of: host, in: company), place: place,
            isAdHoc: try seed.flag("adHoc", default: place.isSpace),
            instancesRefusal: try seed.optionalInteger("instancesRefusal", in: Refusals.statusRange),
            upcoming: try Self.upcoming(seed, now: now), instances: [])
        if place == .personalRoom {
            guard let room = company.account(id: host.id)?.personalRoom(on: site) else {
                throw seed.error("personalRoom", "the host has no personal room on \(site)")
            }
            webLink = room.link
        }
        for node in try seed.objects("instances", known: MeetingInstance.seedKeys) {
            instances += try MeetingInstance.all(node, of: self, in: company, now: now)
        }
        instances.sort { $0.start > $1.start }
    }

    private static func place(_ seed: SeedObject, in company: Company) throws(SeedError) -> Place {
        if try seed.flag("personalRoom") { return .personalRoom }
        guard let title = try seed.optionalString("space") else { return .scheduled }
        guard let space = company.spaces.first(where: { $0.title == title }) else {
            throw seed.error("space", "no space has this title")
        }
        return .space(space.id)
    }

    /// Cohosts are invited too; without any invitation, a meeting of a space is for everybody in it.
    private static func invitees(
        _ seed: SeedObject, to place: Place, of host: MeetingHost, in company: Company
    ) throws(SeedError) -> [String] {
        var invitees = try company.accounts(in: seed, "invitees") + company.accounts(in: seed, "cohosts")
        if case .space(let id) = place, seed.node("invitees") == nil {
            invitees += company.spaces.first { $0.id == id }?.members ?? []
        }
        return invitees.filter { $0 != host.id }
    }

    private static func upcoming(_ seed: SeedObject, now: Date) throws(SeedError) -> Occurrence? {
        guard let next = try seed.object("next", known: ["inDays", "time", "minutes"]) else { return nil }
        let start = try next.time("time", daysFromNow: next.integer("inDays", in: 0...3650), now: now)
        let minutes = try next.integer("minutes", in: 1...1440)
        return Occurrence(start: start, end: start.addingTimeInterval(TimeInterval(minutes * 60)))
    }
}

extension MeetingSeries.Place {
    fileprivate var isSpace: Bool { if case .space = self { true } else { false } }
}

extension Company {
    /// Whose address stands in the member `name`, when there is one.
    func optionalHost(in seed: SeedObject, _ name: String) throws(SeedError) -> MeetingHost? {
        guard let email = try seed.optionalString(name)?.lowercased() else { return nil }
        guard let account = account(email: email) else { throw seed.error(name, "nobody has this address") }
        return MeetingHost(id: account.id, email: email)
    }
}
