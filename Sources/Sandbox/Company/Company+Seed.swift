package import FoundationEssentials
import JSONTree

extension Company {
    /// Reads a seed file such as `config/sandbox.json`.
    ///
    /// - Parameters:
    ///   - bytes: JSON in UTF-8.
    ///   - now: What "days ago" counts from; days and times are UTC.
    /// - Throws: ``SeedError`` for the first thing wrong, ``JSONError`` when it is no JSON.
    package init(parsing bytes: some Collection<UInt8>, now: Date) throws {
        try self.init(JSONNode(parsing: bytes), now: now)
    }

    private init(_ node: JSONNode, now: Date) throws(SeedError) {
        let seed = try SeedObject(
            node, key: "",
            known: [
                "organization", "site", "otherSites", "cluster", "bot", "integration", "people", "spaces", "meetings",
                "refusals",
            ])
        about = try seed.optionalString(SeedObject.about)
        let organizationName = try seed.string("organization")
        organization = Organization(id: StableID.uuid("organization", organizationName), name: organizationName)
        site = try seed.string("site")
        otherSites = try seed.strings("otherSites") ?? []
        refusals = try Refusals(in: seed)
        guard let cluster = Cluster(try seed.optionalString("cluster") ?? "us") else {
            throw seed.error("cluster", "must be \"us\" or of the form \"urn:TEAM:eu-central-1_k\"")
        }
        self.cluster = cluster
        (bot, botToken) = try Self.bot(in: seed, of: organization)
        integration = try Integration(in: seed)
        people = try Self.people(in: seed, of: organization, sites: [site] + otherSites)
        (spaces, meetings) = ([], [])
        for space in try seed.objects("spaces", known: ["title", "members"]) {
            spaces.append(try Space(space, in: self))
        }
        for meeting in try seed.objects("meetings", known: MeetingSeries.seedKeys) {
            meetings.append(try MeetingSeries(meeting, in: self, now: now))
        }
    }

    private static func bot(in seed: SeedObject, of organization: Organization) throws(SeedError) -> (Account, String) {
        guard let bot = try seed.object("bot", known: ["email", "name", "token"]) else {
            throw seed.error("bot", "is missing")
        }
        let email = try bot.email("email")
        let account = Account(
            id: StableID.uuid("person", email), kind: .bot, emails: [email], name: try bot.string("name"),
            organization: organization, roles: [])
        return (account, try bot.string("token"))
    }

    private static func people(
        in seed: SeedObject, of organization: Organization, sites: [String]
    ) throws(SeedError) -> [Account] {
        var people: [Account] = []
        for person in try seed.objects("people", known: Account.seedKeys) {
            let account = try Account(person, home: organization, sites: sites)
            for other in people where !Set(other.emails).isDisjoint(with: account.emails) {
                let name = other.emails.contains(account.email) ? "email" : "aliases"
                throw person.error(name, "is the address of somebody else too")
            }
            people.append(account)
        }
        return people
    }

    /// The ids of the people whose addresses stand in the list `name`.
    func accounts(in seed: SeedObject, _ name: String) throws(SeedError) -> [String] {
        var ids: [String] = []
        for email in try seed.strings(name) ?? [] {
            guard let account = account(email: email) else { throw seed.error(name, "nobody has the address \(email)") }
            ids.append(account.id)
        }
        return ids
    }
}

extension Company.Integration {
    fileprivate init(in seed: SeedObject) throws(SeedError) {
        guard let node = try seed.object("integration", known: ["name", "clientId", "clientSecret", "scopes"]) else {
            throw seed.error("integration", "is missing")
        }
        name = try node.string("name")
        clientID = try node.string("clientId")
        clientSecret = try node.string("clientSecret")
        scopes = try node.strings("scopes") ?? Scope.recordingBot
    }
}

extension Company.Space {
    fileprivate init(_ seed: SeedObject, in company: Company) throws(SeedError) {
        title = try seed.string("title")
        id = StableID.uuid("space", title)
        members = try company.accounts(in: seed, "members")
    }
}
