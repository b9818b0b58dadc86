package import Logging
import Reloading
import ServiceLifecycle

/// What came of looking at the cards folder again.
package enum CardReloadOutcome: Sendable, Equatable {
    /// The folder says what it said before.
    case unchanged
    /// The folder's templates and texts are in force.
    case applied
    /// The folder cannot be used; what was in force still is.
    case refused([CardError.Problem])
}

/// Keeps the cards in force equal to a cards folder while the service runs.
///
/// A folder is read, checked whole and then put in force at once. One that cannot be used changes nothing and is logged
/// once for each distinct content; the next good one recovers.
package final class CardReloader: Service {
    /// The cards in force.
    package let store: CardStore

    private let folder: String
    private let reloader: Reloader<CardFiles>
    private let observer: @Sendable (CardReloadOutcome) -> Void
    private let logger: Logger

    /// Whether the folder as it was last read cannot be used.
    package var isRefused: Bool { reloader.isRefused }

    /// Reads the folder for the first time and puts its cards in force.
    ///
    /// - Parameters:
    ///   - folder: What ``CardLibrary/init(folder:)`` reads; its subfolder `locales` is watched too.
    ///   - observer: Told of every outcome but `unchanged`; called by whoever calls ``reloadIfChanged()``.
    ///   - logger: For the operator.
    /// - Throws: ``CardError`` when the folder cannot be used: there is nothing to fall back to yet.
    package init(
        folder: String, observer: @escaping @Sendable (CardReloadOutcome) -> Void = { _ in }, logger: Logger
    ) throws(CardError) {
        let (reloader, library) = try Reloader.begin(with: CardFiles(path: folder))
        store = CardStore(library)
        self.folder = folder
        self.reloader = reloader
        self.observer = observer
        self.logger = logger
    }

    /// Watches the folder until cancelled or shut down.
    ///
    /// - Throws: `FileError` when it cannot be watched at all.
    package func run() async throws {
        try await reloader.watch { self.reloadIfChanged() }
    }

    /// Looks at the folder and, if it is not what it was, puts its cards in force.
    ///
    /// Takes some microseconds when nothing changed. Calls may overlap.
    @discardableResult
    package func reloadIfChanged() -> CardReloadOutcome {
        let outcome: CardReloadOutcome? = reloader.reloadIfChanged { news in
            switch news {
            case .usable(let library, let isRecovery):
                store.replace(with: library)
                logger.notice(isRecovery ? "cards recovered" : "cards applied", metadata: ["cards.folder": "\(folder)"])
                return .applied
            case .refused(let error): return refuse(error)
            }
        }
        guard let outcome else { return .unchanged }
        observer(outcome)
        return outcome
    }

    private func refuse(_ error: CardError) -> CardReloadOutcome {
        let problems = error.problems.map { Logger.MetadataValue.string($0.description) }
        logger.error(
            "cards refused, those in force stay",
            metadata: ["cards.folder": "\(folder)", "cards.problems": .array(problems)])
        return .refused(error.problems)
    }
}
