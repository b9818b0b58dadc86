package import Intake
package import Logging
package import WebexAPI

extension DeviceRegistry {
    /// That of the bot with these options.
    ///
    /// - Parameters:
    ///   - options: Say where the catalogue and the registry are.
    ///   - webex: With the bot's credential.
    ///   - logger: Told of a catalogue that does not answer.
    package init(_ options: ServiceOptions, webex: WebexClient, logger: Logger) {
        self.init(
            catalogueURL: options.catalogueURL, fallbackURL: options.devicesURL, webex: webex, logger: logger)
    }
}
