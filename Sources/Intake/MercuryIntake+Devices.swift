import FoundationEssentials
import Logging
import WebexAPI

// Finding the device that owns the socket.
extension MercuryIntake {
    /// A device and where it was found.
    struct Place {
        var device: Device
        /// Where the device is registered.
        var registry: String
        var catalogue: ServiceCatalogue
    }

    /// The device of this deployment; one is registered when there is none.
    ///
    /// - Parameter isNew: Whether what is registered under our name is of no use any more. It is removed then: Webex keeps
    ///   a hundred devices for an account and takes no others.
    /// - Returns: The device, and where it is registered.
    /// - Throws: ``WebexError``.
    func findPlace(isNew: Bool) async throws -> Place {
        let catalogue = try await findCatalogue()
        let registry = catalogue.devices ?? configuration.fallbackDevicesURL
        guard isTrusted(registry) else {
            throw WebexError(
                .malformedAnswer, operation: "GET /catalog",
                message: "the device registry is at an address of nobody we know")
        }
        let ours = try await webex.devices(at: registry).filter { $0.name == configuration.deviceName }
        let newest = isNew ? nil : ours.max { ($0.modified ?? .distantPast) < ($1.modified ?? .distantPast) }
        for stale in ours where stale != newest { await remove(stale) }
        if let newest { return Place(device: newest, registry: registry, catalogue: catalogue) }
        let device = try await webex.registerDevice(named: configuration.deviceName, at: registry)
        logger.notice("registered a device", metadata: ["device.name": "\(configuration.deviceName)"])
        return Place(device: device, registry: registry, catalogue: catalogue)
    }

    /// The same device with its registration renewed.
    func refreshed(_ place: Place) async throws -> Place {
        guard isTrusted(place.device.url) else {
            throw WebexError(
                .notFound, operation: "PUT /devices/{id}", message: "the device is at an address of nobody we know")
        }
        var place = place
        place.device = try await webex.refreshDevice(place.device)
        return place
    }

    /// Says why there is no device, and what an operator can do about it.
    func report(_ error: WebexError) {
        let metadata: Logger.Metadata = [
            "error": "\(error)", "webex.tracking.id": "\(error.trackingID ?? "none")",
        ]
        if error.isExcess {
            logger.error(
                "the bot's account has as many devices as Webex allows: steward devices prune removes those that no program uses",
                metadata: metadata)
        } else {
            logger.error("no device to receive events on", metadata: metadata)
        }
    }

    /// A device that stays behind does no harm before there are many of them.
    private func remove(_ device: Device) async {
        guard isTrusted(device.url) else { return }
        do {
            try await webex.removeDevice(device)
            logger.info("removed a device of ours that was of no use", metadata: ["device.url": "\(device.url)"])
        } catch {
            logger.warning("a device of ours that is of no use stays", metadata: ["error": "\(error)"])
        }
    }

    /// The catalogue, or an empty one when it does not answer: the registry has a well-known address as well.
    private func findCatalogue() async throws -> ServiceCatalogue {
        do {
            return try await webex.catalogue(at: configuration.catalogueURL)
        } catch let error as WebexError where error.code != .unauthorized {
            logger.warning("the service catalogue does not answer", metadata: ["error": "\(error)"])
            return ServiceCatalogue()
        }
    }

    /// Whether the token may go to an address that an answer named: a configured one, or one of Webex over TLS.
    func isTrusted(_ address: String) -> Bool { WebexAddress(address)?.isTrusted(known: known) ?? false }

    /// What was configured.
    var known: [WebexAddress] {
        [configuration.catalogueURL, configuration.fallbackDevicesURL, webex.baseURL].compactMap { WebexAddress($0) }
    }
}

extension WebexError {
    /// Whether the account has more devices than it may have; Webex tells it by these words alone.
    fileprivate var isExcess: Bool { code == .forbidden && message.contains("excessive device registrations") }
}
