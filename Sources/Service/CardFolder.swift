import Cards
import Files
import Logging

/// Where the templates and texts of this service come from.
package enum CardFolder {
    /// The folder that is named, else `cards` beside the settings' folder, else `cards` in the working folder.
    ///
    /// - Parameters:
    ///   - named: What `CARDS_PATH` says.
    ///   - configurationFile: The settings file.
    /// - Returns: Nothing when there is no such folder; then the set that is compiled in is meant.
    package static func path(named: String?, beside configurationFile: String) -> String? {
        let settingsFolder = Files.folder(of: configurationFile)
        let beside = settingsFolder == "." ? "../cards" : "\(Files.folder(of: settingsFolder))/cards"
        return named ?? [beside, "cards"].first(where: Files.isFolder)
    }

    /// The cards in force, and what keeps them equal to their folder; the set that is compiled in never changes.
    static func cards(
        _ options: ServiceOptions, observer: @escaping @Sendable (CardReloadOutcome) -> Void, logger: Logger
    ) throws(StartError) -> (store: CardStore, reloader: CardReloader?) {
        guard let folder = path(named: options.cardsFolder, beside: options.configurationFile) else {
            logger.debug("no folder with cards, so those of the program are used")
            return (CardStore(.builtin), nil)
        }
        let reloader = try StartError.wrap("the cards in \(folder)") {
            try CardReloader(folder: folder, observer: observer, logger: logger)
        }
        return (reloader.store, reloader)
    }
}
