import JSONTree

extension Account {
    static let seedKeys: Set = [
        "email", "aliases", "name", "organization", "roles", "timeZone", "sites", "personalRoom",
    ]

    /// Reads one of the people; `home` has the organization and the sites that everybody is of unless the seed says so.
    init(_ seed: SeedObject, home: Company.Organization, sites known: [String]) throws(SeedError) {
        let email = try seed.email("email")
        var emails = [email]
        for alias in try seed.strings("aliases") ?? [] { emails.append(try seed.email(alias, in: "aliases")) }
        var organization = home
        if let name = try seed.optionalString("organization") {
            organization = Company.Organization(id: StableID.uuid("organization", name), name: name)
        }
        self.init(
            id: StableID.uuid("person", email), kind: .person, emails: emails, name: try seed.string("name"),
            organization: organization, roles: try Self.roles(seed), timeZone: try seed.optionalString("timeZone"))
        sites = try seed.strings("sites") ?? Array(known.prefix(1))
        guard !sites.isEmpty, sites.allSatisfy(known.contains) else {
            throw seed.error("sites", "must be some of \(known.joined(separator: ", "))")
        }
        for node in try seed.objectOrObjects("personalRoom", known: ["number", "link", "site"]) {
            try add(node)
        }
    }

    private static func roles(_ seed: SeedObject) throws(SeedError) -> Set<Role> {
        var roles: Set<Role> = []
        for name in try seed.strings("roles") ?? [] {
            guard let role = Role(rawValue: name) else {
                throw seed.error("roles", "unknown role; known: admin, complianceOfficer")
            }
            roles.insert(role)
        }
        return roles
    }

    private mutating func add(_ room: SeedObject) throws(SeedError) {
        let site = try room.optionalString("site") ?? sites.first ?? ""
        guard sites.contains(site) else { throw room.error("site", "is no site of this person") }
        guard personalRoom(on: site) == nil else { throw room.error("site", "has a personal room of this person") }
        personalRooms.append(
            PersonalRoom(number: try room.meetingNumber("number"), link: try room.string("link"), site: site))
    }
}

extension SeedObject {
    func email(_ name: String) throws(SeedError) -> String { try email(try string(name), in: name) }

    /// `text`, which stands in the member `name`, as an address in lower case.
    func email(_ text: String, in name: String) throws(SeedError) -> String {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { throw error(name, "is no e-mail address") }
        return text.lowercased()
    }

    func meetingNumber(_ name: String) throws(SeedError) -> String {
        let text = try string(name)
        guard (9...11).contains(text.count), text.allSatisfy({ ("0"..."9").contains($0) }) else {
            throw error(name, "must be 9 to 11 digits")
        }
        return text
    }
}
