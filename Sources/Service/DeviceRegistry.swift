package import WebexAPI

/// Where the devices of the bot's account are registered.
package struct DeviceRegistry: Sendable {
    private let options: ServiceOptions
    private let webex: WebexClient

    /// - Parameters:
    ///   - options: Say where the catalogue and the registry are.
    ///   - webex: With the bot's credential.
    package init(_ options: ServiceOptions, webex: WebexClient) {
        self.options = options
        self.webex = webex
    }

    /// Every device of the bot's account, those of other programs among them.
    ///
    /// - Throws: ``WebexError``.
    package func devices() async throws -> [Device] { try await webex.devices(at: try await address()) }

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

    /// Where the catalogue says, else the well-known place.
    private func address() async throws -> String {
        let named: String?
        do {
            named = try await webex.catalogue(at: options.catalogueURL).devices
        } catch let error as WebexError where error.code != .unauthorized {
            named = nil
        }
        let address = named ?? options.devicesURL
        guard isTrusted(address) else {
            throw WebexError(
                .malformedAnswer, operation: "GET /catalog",
                message: "the device registry is at an address of nobody we know")
        }
        return address
    }

    /// Whether the token may go to an address that an answer named.
    private func isTrusted(_ address: String) -> Bool {
        let known = [options.catalogueURL, options.devicesURL, options.apiURL].compactMap { WebexAddress($0) }
        return WebexAddress(address)?.isTrusted(known: known) ?? false
    }
}
