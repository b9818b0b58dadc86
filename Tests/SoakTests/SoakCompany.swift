import FoundationEssentials
import Sandbox

/// Many people who all host a meeting of their own, so that no answer fits two of them.
enum SoakCompany {
    static let officer = "clara@example.com"

    static func email(_ person: Int) -> String { "person\(person)@example.com" }
    static func number(_ person: Int) -> String { "2550000\(10_000 + person)".suffix(11).description }
    static func title(_ person: Int) -> String { "Review number \(person)" }

    static func make(people: Int, now: Date) throws -> Company {
        let persons = (0..<people).map {
            #"{"email": "\#(email($0))", "name": "Person \#($0)", "timeZone": "Europe/London"}"#
        }
        let meetings = (0..<people).map { person in
            """
            {"number": "\(number(person))", "title": "\(title(person))", "host": "\(email(person))", "instances": [
              {"daysAgo": 1, "time": "09:00", "minutes": 50,
               "recordings": [{"startMinute": 2, "length": "0:40:00", "megabytes": 90}]},
              {"daysAgo": 8, "time": "09:00", "minutes": 50,
               "recordings": [{"startMinute": 2, "length": "0:41:00", "megabytes": 91}]}
            ]}
            """
        }
        let seed = """
            {"organization": "Soak", "site": "example.webex.com", "cluster": "us",
             "bot": {"email": "steward@webex.bot", "name": "Steward", "token": "sandbox-bot-token"},
             "integration": {"name": "Steward", "clientId": "sandbox-client", "clientSecret": "sandbox-client-secret"},
             "people": [{"email": "\(officer)", "name": "Clara Quill", "roles": ["complianceOfficer"]},
               \(persons.joined(separator: ",\n"))],
             "meetings": [\(meetings.joined(separator: ",\n"))]}
            """
        return try Company(parsing: Array(seed.utf8), now: now)
    }
}
