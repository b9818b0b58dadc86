import Sandbox
import FoundationEssentials

/// Pieces of seeds.
enum Seed {
    /// One instance with one recording.
    static func instance(daysAgo: Int, _ more: String = "") -> String {
        """
        {"daysAgo": \(daysAgo), "time": "09:00", "minutes": 60, "recordings": [{"length": "0:50:00"}]\
        \(more.isEmpty ? "" : ", " + more)}
        """
    }
}

/// There is no answer of the expected kind.
struct MissingAnswer: Error {}

extension Company {
    /// A company of Alice, who asks, Clara, who has authorized the bot, and others who only have an address.
    static func test(people: [String], meetings: String, more: String = "") throws -> Company {
        let alice = #"{"email": "alice@example.com", "name": "Alice Archer"}"#
        let others = people.map { #"{"email": "\#($0)", "name": "\#($0.prefix { $0 != "@" })"}"# }
        return try test(accounts: others + [alice], meetings: meetings, more: more)
    }

    /// A company of Clara, who has authorized the bot, and others.
    ///
    /// - Parameters:
    ///   - accounts: The others, as seeds write them.
    ///   - meetings: The members of the seed's list.
    ///   - more: Further members of the seed, each with a comma after it.
    /// - Returns: What the seed describes.
    /// - Throws: `SeedError` for the first thing wrong.
    static func test(accounts: [String], meetings: String, more: String = "") throws -> Company {
        let clara = #"{"email": "clara@example.com", "name": "Clara Quill", "roles": ["complianceOfficer"]}"#
        let seed = """
            {"organization": "Example Orchard", "site": "example.webex.com", \(more)
             "bot": {"email": "steward@webex.bot", "name": "Steward", "token": "sandbox-bot-token"},
             "integration": {"name": "Steward", "clientId": "sandbox-client", "clientSecret": "sandbox-client-secret"},
             "people": [\((accounts + [clara]).joined(separator: ",\n"))], "meetings": [\(meetings)]}
            """
        return try Company(parsing: Array(seed.utf8), now: LookupBench.now)
    }
}
