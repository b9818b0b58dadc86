/// A company with a meeting whose recordings take more than one card.
package enum LongMeeting {
    /// What Alice writes to have all of them.
    package static let request = "rec 2551 234 5678 30"

    /// The seed: Alice is invited to Hana's meeting, and Clara can authorize the bot.
    package static var seed: String {
        let recordings = [0, 15, 30, 45].map { #"{"startMinute": \#($0), "length": "0:10:00"}"# }.joined(
            separator: ", ")
        let instances = (1...28).map { day in
            #"{"daysAgo": \#(day), "time": "09:00", "minutes": 60, "recordings": [\#(recordings)]}"#
        }
        return """
            {"organization": "Example Orchard", "site": "example.webex.com",
             "bot": {"email": "steward@webex.bot", "name": "Steward", "token": "sandbox-bot-token"},
             "integration": {"name": "Steward", "clientId": "sandbox-client", "clientSecret": "sandbox-secret"},
             "people": [{"email": "alice@example.com", "name": "Alice Archer"},
                        {"email": "hana@example.com", "name": "Hana Holt"},
                        {"email": "clara@example.com", "name": "Clara Quill", "roles": ["complianceOfficer"]}],
             "meetings": [{"number": "25512345678", "title": "Daily review of everything", "host": "hana@example.com",
                           "invitees": ["alice@example.com"], "instances": [\(instances.joined(separator: ",\n"))]}]}
            """
    }
}
