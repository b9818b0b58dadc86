import Grants
import Recordings
import Service
import Setup
import Testing

@Suite struct InterviewTests {
    /// Somebody who answers line by line, and goes after the last one.
    private final class Typist {
        var lines: [String]
        var told: [String] = []
        var hidden: [String] = []
        init(_ lines: [String]) { self.lines = lines }

        var person: Interview.Person {
            .init(
                tell: { self.told.append($0) },
                ask: { _ in self.lines.isEmpty ? nil : self.lines.removeFirst() },
                askInSecret: { _ in
                    guard !self.lines.isEmpty else { return nil }
                    self.hidden.append(self.lines[0])
                    return self.lines.removeFirst()
                })
        }
    }

    private func complete(_ typist: Typist, from beginning: SetupAnswers = SetupAnswers()) throws -> SetupAnswers {
        var answers = beginning
        try Interview(with: typist.person).complete(&answers)
        return answers
    }

    @Test func `everything is asked for, and secrets are not shown`() throws {
        let typist = Typist([
            "token", "client", "secret", "example.com, Example.org", "clara@example.com",
            "ada@example.com bob@example.com",
            "https://bot.example.com/", "webhook",
        ])
        let answers = try complete(typist)
        #expect(typist.hidden == ["token", "secret"])
        #expect(answers.botToken == Secret("token") && answers.clientSecret == Secret("secret"))
        #expect(answers.clientID == "client")
        #expect(answers.domains?.map(\.text) == ["example.com", "example.org"])
        #expect(answers.officers == [EmailAddress("clara@example.com")].compactMap(\.self))
        #expect(answers.admins?.count == 2)
        #expect(answers.publicAddress?.text == "https://bot.example.com")
        #expect(answers.transport == .webhook)
        #expect(answers.missing.isEmpty)
    }

    @Test func `nothing is enough where there is a usual way`() throws {
        let typist = Typist(["token", "client", "secret", "", "", "", ""])
        let answers = try complete(typist)
        #expect(
            answers.domains?.isEmpty == true && answers.officers?.isEmpty == true && answers.admins?.isEmpty == true)
        #expect(answers.publicAddress == nil)
        #expect(answers.transport == .websocket)
    }

    @Test(arguments: [
        (0, "two words", "one word"), (0, "", "one word"), (1, "cli'ent", "one word"), (3, "a@b.c", "domains only"),
        (4, "clara", "e-mail addresses only"), (5, "ada@example.com, bob", "e-mail addresses only"),
        (6, "http://bot.example.com", "is not encrypted"), (6, "bot", "is not an address"),
        (6, "https://bot.example.com/x", "behind the host"), (7, "pigeon", "websocket or webhook"),
    ])
    func `an answer that makes no sense is asked for again, with the reason`(
        place: Int, wrong: String, reason: String
    ) throws {
        var lines = ["token", "client", "secret", "", "", "", "https://bot.example.com", "websocket"]
        lines.insert(wrong, at: place)
        let typist = Typist(lines)
        _ = try complete(typist)
        #expect(typist.told.contains { $0.hasPrefix("  ! ") && $0.contains(reason) })
        #expect(typist.lines.isEmpty)
    }

    @Test func `what is known already is not asked for`() throws {
        var beginning = SetupAnswers()
        (beginning.botToken, beginning.clientID, beginning.clientSecret) = (Secret("t"), "c", Secret("s"))
        (beginning.domains, beginning.officers, beginning.admins) = ([], [], [])
        beginning.transport = .websocket
        _ = try complete(Typist([]), from: beginning)
    }

    @Test func `webhooks are not had without an address`() throws {
        var beginning = SetupAnswers()
        beginning.transport = .webhook
        let typist = Typist(["token", "client", "secret", "", "", "", "", "https://bot.example.com"])
        #expect(try complete(typist, from: beginning).publicAddress?.text == "https://bot.example.com")
    }

    @Test(arguments: 0..<7) func `whoever goes in the middle ends it`(count: Int) {
        let typist = Typist(Array(["token", "client", "secret", "", "", "", ""].prefix(count)))
        #expect(throws: Interview.BrokenOff.self) { try complete(typist) }
    }

    @Test(arguments: [("", false), ("n", false), ("Y", true), ("yes", true)])
    func `yes has to be said`(text: String, agrees: Bool) throws {
        #expect(try Interview(with: Typist(["perhaps", text]).person).agrees(to: "Replace?") == agrees)
    }

    @Test func `what is still missing is named with the ways to give it`() {
        var answers = SetupAnswers()
        answers.transport = .webhook
        #expect(answers.missing.count == 4)
        #expect(answers.missing.first?.contains("--bot-token-file") == true)
    }
}
