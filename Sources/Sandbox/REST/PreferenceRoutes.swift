import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let preferenceRoutes = [
        Route(.get, "/v1/meetingPreferences/personalMeetingRoom", personalMeetingRoom),
        Route(.get, "/v1/meetingPreferences/sites", sites),
    ]

    /// The personal room that somebody has on one site: the named one, else the one that the caller prefers.
    private func personalMeetingRoom(_ call: Call) throws -> ServerResponse {
        let caller = try caller(of: call)
        let owner = try preferenceOwner(call, caller)
        if owner != caller.account, let refusal = refusal(.personalRooms, "The personal room cannot be read.") {
            throw refusal
        }
        let site = try site(call, of: owner) ?? caller.account.sites.first ?? company.site
        guard owner.sites.contains(site) else { throw APIError.forbidden("The user does not belong to this site.") }
        guard let room = owner.personalRoom(on: site) else { throw APIError.notFound }
        return .json(json(room, of: owner))
    }

    /// The sites that somebody belongs to, the preferred one marked.
    private func sites(_ call: Call) throws -> ServerResponse {
        let owner = try preferenceOwner(call, try caller(of: call))
        let sites = owner.sites.map { site -> JSONValue in
            ["siteUrl": .string(site), "default": .bool(site == owner.sites.first)]
        }
        return .json(["sites": .array(sites)])
    }

    /// The caller, or the colleague whom `userEmail` names.
    private func preferenceOwner(_ call: Call, _ caller: Caller) throws -> Account {
        guard let email = call.query("userEmail") else {
            try caller.require(anyOf: Scope.preferences)
            return caller.account
        }
        try caller.require(anyOf: Scope.adminPreferences)
        guard !caller.account.roles.isEmpty else { throw APIError.forbidden }
        return try colleague(email, of: caller)
    }

    private func json(_ room: Account.PersonalRoom, of owner: Account) -> JSONValue {
        [
            "topic": .string("\(owner.name)'s Personal Room"),
            "hostPin": "4829",
            "personalMeetingRoomLink": .string(room.link),
            "enabledAutoLock": false,
            "autoLockMinutes": 10,
            "enabledNotifyHost": false,
            "supportCoHost": false,
            "supportAnyoneAsCoHost": false,
            "allowFirstUserToBeCoHost": false,
            "allowAuthenticatedDevices": false,
            "coHosts": [],
            "sipAddress": .string("\(owner.email.prefix { $0 != "@" })@\(room.site)"),
            "dialInIpAddress": "192.0.2.10",
            "telephony": telephony(number: room.number, links: Self.callInLink),
        ]
    }
}
