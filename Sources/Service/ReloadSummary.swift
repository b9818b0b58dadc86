import Cards
import Configuration
import Logging

/// What came of reading settings, cards and certificate again, for whoever asked for it.
struct ReloadSummary: Sendable, Equatable {
    /// What came of one of them.
    enum Outcome: String, Sendable {
        /// Says what it said before, and that is in force.
        case unchanged
        /// Is in force from now on.
        case applied
        /// Cannot be used, now or already when it was last read; what was in force before still is.
        case refused
    }

    var settings: Outcome
    /// Nothing where the cards are those of the program.
    var cards: Outcome?
    /// Nothing where the pages are not served over TLS.
    var certificate: Outcome?

    /// The log file is not among them: it is opened anew by itself when it has been moved away.
    var facts: Logger.Metadata {
        ["settings": settings, "cards": cards, "certificate": certificate].reduce(into: [:]) { facts, part in
            facts["reload.\(part.key)"] = part.value.map { "\($0.rawValue)" }
        }
    }

    var hasRefusal: Bool { [settings, cards, certificate].contains(.refused) }
}

extension SettingsReloader {
    /// Reads the file again, whether it looks touched or not, and tells how things stand then.
    func readOnRequest() -> ReloadSummary.Outcome {
        switch readAgain() {
        case .unchanged: isRefused ? .refused : .unchanged
        case .applied: .applied
        case .refused: .refused
        }
    }
}

extension CardReloader {
    /// Reads the folder again if it looks touched, and tells how things stand then.
    func readOnRequest() -> ReloadSummary.Outcome {
        switch reloadIfChanged() {
        case .unchanged: isRefused ? .refused : .unchanged
        case .applied: .applied
        case .refused: .refused
        }
    }
}
