import Cards
import Files
import Logging

/// Where the templates and texts of this service come from.
enum CardFolder {
    /// The cards of the folder that is named, else of `cards` beside the settings' folder, else of `cards` in the working
    /// folder, else the set that is compiled in.
    static func library(_ options: ServiceOptions, logger: Logger) throws(StartError) -> CardLibrary {
        let settingsFolder = Files.folder(of: options.configurationFile)
        let beside = settingsFolder == "." ? "../cards" : "\(Files.folder(of: settingsFolder))/cards"
        let folder = options.cardsFolder ?? [beside, "cards"].first(where: Files.isFolder)
        guard let folder else {
            logger.debug("no folder with cards, so those of the program are used")
            return CardLibrary.builtin
        }
        return try StartError.wrap("the cards in \(folder)") { try CardLibrary(folder: folder) }
    }
}
