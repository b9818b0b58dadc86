/// A cards folder looked through for whoever has changed something in it.
package struct CardCheck: Sendable {
    /// What was read; nothing when it is not in order.
    package let library: CardLibrary?
    /// One line for each problem, as compilers write them: `cards/form.json:3:5: what is wrong`.
    package let problems: [String]

    /// Reads and checks everything.
    ///
    /// Every card is also filled with the samples, for what fits with short words can be too long in another language.
    ///
    /// - Parameter folder: What ``CardLibrary/init(folder:)`` reads; without one the set that is compiled in is meant.
    package init(folder: String?) {
        do throws(CardError) {
            let library = try folder.map { folder throws(CardError) in try CardLibrary(folder: folder) } ?? .builtin
            let oversized = Self.oversized(library).map { Self.line($0, in: folder) }
            (self.library, problems) = (oversized.isEmpty ? library : nil, oversized)
        } catch {
            (library, problems) = (nil, error.problems.map { Self.line($0, in: folder) })
        }
    }

    /// One line about what there is: `5 cards, 2 languages: in order`.
    package var summary: String {
        guard let library else {
            return problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        }
        return "\(CardLibrary.CardName.allCases.count) cards, \(library.languages.count) languages: in order"
    }

    private static func line(_ problem: CardError.Problem, in folder: String?) -> String {
        guard let folder else { return problem.description }
        let path = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        return "\(path)/\(problem)"
    }

    private static func oversized(_ library: CardLibrary) -> [CardError.Problem] {
        library.languages.flatMap { language in
            library.samples(in: language).flatMap { sample in
                sample.messages.flatMap { card in
                    [
                        (card.size, Card.sizeLimit, "the card"),
                        (card.fallback.utf8.count, Card.fallbackLimit, "its text"),
                    ]
                    .filter { size, limit, _ in size > limit }
                    .map { size, limit, what in
                        CardError.Problem(
                            "in \(language), \(what) has \(size) bytes and Webex takes \(limit)", in: sample.card.file)
                    }
                }
            }
        }
    }
}
