import Journal
import Recordings
import Sandbox
import Testing

@Suite struct LanguageChoiceTests {
    @Test func `a person is answered in the language that they chose, and nobody else is`() async throws {
        try await Desk.open { desk async throws in
            #expect(try await desk.ask("language cs_cz").text.contains("česky"))
            #expect(try await desk.ask("help").text.contains("Vyhledání záznamů"))
            #expect(try await desk.ask("rec \(Desk.number)").text.contains("Odkazy platí do"))
            #expect(try await desk.ask("help", as: "hana@example.com").text.contains("Find recordings"))
            #expect(try await desk.ask("language en").text.contains("English"))
            #expect(try await desk.ask("help").text.contains("Find recordings"))
        }
    }

    @Test func `without a language the bot tells which it speaks`() async throws {
        try await Desk.open { desk async throws in
            let text = try await desk.ask("language").shown
            #expect(text.contains("cs-CZ (Čeština)"))
            #expect(text.contains("zh-Hans (简体中文)."))
            #expect(text.contains("in English"))
        }
    }

    @Test(arguments: ["tlh", "123", "🙂", "<@all>"])
    func `a language that it does not speak changes nothing`(tag: String) async throws {
        try await Desk.open { desk async throws in
            let outcome = try await desk.ask("language \(tag)")
            #expect(outcome.shown.contains("cs-CZ (Čeština)"))
            #expect(!outcome.text.contains("<@all>"))
            #expect(try await desk.ask("help").text.contains("Find recordings"))
        }
    }

    @Test func `the first answer of all begins with a welcome, and no other does`() async throws {
        try await Desk.open { desk async throws in
            let first = try await desk.ask("rec \(Desk.number)")
            #expect(first.messages.count == 1)
            #expect(first.text.contains("I am Steward"))
            #expect(try await !desk.ask("help").text.contains("I am Steward"))
            #expect(try await desk.ask("language xx", as: "hana@example.com").text.contains("I am Steward"))
        }
    }

    @Test func `whoever was told nothing is welcomed when they are told something`() async throws {
        try await Desk.open { desk async throws in
            #expect(try await desk.ask("help", as: "oscar@elsewhere.example").messages.isEmpty)
            let oscar = try #require(desk.sandbox.personID(of: "oscar@elsewhere.example"))
            #expect(!desk.journal.hasGreeted(PersonID(publicID: oscar, key: oscar)))
        }
    }
}
