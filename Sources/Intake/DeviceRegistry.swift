import FoundationEssentials
package import Logging
package import WebexAPI

/// Where the devices of the bot's account are registered: where the service catalogue says, else at a well-known place.
///
/// An address that an answer names gets the bot's token only if it is a configured one, or one of Webex over TLS.
package struct DeviceRegistry: Sendable {
    private let catalogueURL: String
    private let fallbackURL: String
    private let webex: WebexClient
    private let logger: Logger

    /// - Parameters:
    ///   - catalogueURL: Base of the service catalogue.
    ///   - fallbackURL: Base of the registry when the catalogue does not name one.
    ///   - webex: With the bot's credential.
    ///   - logger: Told of a catalogue that does not answer.
    package init(catalogueURL: String, fallbackURL: String, webex: WebexClient, logger: Logger) {
        self.catalogueURL = catalogueURL
        self.fallbackURL = fallbackURL
        self.webex = webex
        self.logger = logger
    }

    /// Every device of the bot's account, those of other programs among them; the last renewed first.
    ///
    /// - Throws: ``WebexError``.
    package func devices() async throws -> [Device] { try await devices(at: try await find().address) }

    /// The same for whoever has found the registry.
    func devices(at address: String) async throws -> [Device] {
        try await webex.devices(at: address).sorted {
            ($0.modified ?? .distantPast, $0.url) > ($1.modified ?? .distantPast, $1.url)
        }
    }

    /// Removes one device; one that is gone counts as removed.
    ///
    /// - Parameter device: As just listed.
    /// - Throws: ``WebexError``.
    package func remove(_ device: Device) async throws {
        guard isTrusted(device.url) else {
            throw WebexError(
                .malformedAnswer, operation: "DELETE /devices/{id}",
                message: "the device is at an address of nobody we know")
        }
        try await webex.removeDevice(device)
    }

    /// Looks for the registry.
    ///
    /// - Returns: Its base address, and what else the catalogue says.
    /// - Throws: ``WebexError``.
    func find() async throws -> (address: String, catalogue: ServiceCatalogue) {
        let catalogue = try await findCatalogue()
        let address = catalogue.devices ?? fallbackURL
        guard isTrusted(address) else {
            throw WebexError(
                .malformedAnswer, operation: "GET /catalog",
                message: "the device registry is at an address of nobody we know")
        }
        return (address, catalogue)
    }

    /// The catalogue, or an empty one when it does not answer: the registry has a well-known address as well.
    private func findCatalogue() async throws -> ServiceCatalogue {
        do {
            return try await webex.catalogue(at: catalogueURL)
        } catch let error as WebexError where error.code != .unauthorized {
            logger.warning("the service catalogue does not answer", metadata: ["error": "\(error)"])
            return ServiceCatalogue()
        }
    }

    /// Whether the token may go to an address that an answer named.
    func isTrusted(_ address: String) -> Bool { WebexAddress(address)?.isTrusted(known: known) ?? false }

    /// What was configured.
    var known: [WebexAddress] { [catalogueURL, fallbackURL, webex.baseURL].compactMap { WebexAddress($0) } }
}
