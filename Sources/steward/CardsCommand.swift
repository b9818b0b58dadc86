import ArgumentParser
import CardViews
import Cards
import FoundationEssentials
import Markup
import Service

/// What the bot's cards say, for those who change or translate them.
struct CardsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cards", abstract: "Checks the bot's cards and texts, and shows them.",
        subcommands: [Check.self, Preview.self])

    /// Which cards are meant.
    struct Source: ParsableArguments {
        @Argument(help: "The folder of the cards; without it the one that the bot would use.")
        var folder: String?

        func check() -> CardCheck {
            let environment = ProcessInfo.processInfo.environment
            let settings = ServiceOptions.configurationFile(in: environment)
            return CardCheck(folder: folder ?? CardFolder.path(named: environment["CARDS_PATH"], beside: settings))
        }
    }

    /// Names everything that is wrong.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names every mistake in templates and texts, with file, line and column.")

        @OptionGroup var source: Source

        func run() throws {
            let check = source.check()
            for problem in check.problems { Terminal.write(problem) }
            Terminal.write(check.summary)
            if check.library == nil { throw ExitCode.failure }
        }
    }

    /// Shows every card with invented data.
    struct Preview: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows every card with invented data, as text or as a page for a browser.",
            discussion: "A page for a browser: steward cards preview --html > cards.html")

        @OptionGroup var source: Source

        @Option(help: "One language only, such as cs-CZ.")
        var language: String?

        @Option(help: "One card only.")
        var card: CardLibrary.CardName?

        @Flag(help: "Write a page for a browser.")
        var html = false

        func run() throws {
            let check = source.check()
            guard let library = check.library else {
                throw Refusal((check.problems + [check.summary]).joined(separator: "\n"))
            }
            let rooms = try languages(of: library).map { library.room($0, card: card) }
            let gallery = CardGallery(rooms: rooms)
            Terminal.write(html ? gallery.page.markup : gallery.text, terminator: "")
        }

        private func languages(of library: CardLibrary) throws -> [Language] {
            guard let tag = language else { return library.languages }
            let (language, isKnown) = library.language(for: tag)
            guard isKnown else {
                let known = library.languages.map(\.tag).joined(separator: ", ")
                throw Refusal("there are no texts in \(tag); the languages are \(known)")
            }
            return [language]
        }
    }
}

extension CardLibrary.CardName: ExpressibleByArgument {}

extension CardLibrary {
    /// Everything that is said in one language; the sentences only when every card is wanted.
    fileprivate func room(_ language: Language, card: CardName?) -> CardGallery.Room {
        let exhibits = samples(in: language).filter { card == nil || $0.card == card }.flatMap { sample in
            sample.messages.map { message in
                CardGallery.Exhibit(
                    title: sample.card.rawValue, situation: sample.situation, card: message.content,
                    fallback: message.fallback)
            }
        }
        let sentences = card == nil ? Phrase.samples.map { text($0, in: language) } : []
        return CardGallery.Room(tag: language.tag, name: name(of: language), exhibits: exhibits, sentences: sentences)
    }
}
