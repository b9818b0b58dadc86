import Logging
import WebexAPI

// Finding the device that owns the socket.
extension MercuryIntake {
    /// A device, and what the catalogue said when it was found.
    struct Place {
        var device: Device
        var catalogue: ServiceCatalogue
    }

    /// The device of this deployment; one is registered when there is none.
    ///
    /// - Parameter isNew: Whether what is registered under our name is of no use any more. It is removed then: Webex keeps
    ///   a hundred devices for an account and takes no others.
    /// - Returns: The device, and what the catalogue says.
    /// - Throws: ``WebexError``.
    func findPlace(isNew: Bool) async throws -> Place {
        let (address, catalogue) = try await registry.find()
        let ours = try await registry.devices(at: address).filter { $0.name == configuration.deviceName }
        let newest = isNew ? nil : ours.first
        for stale in ours where stale != newest { await remove(stale) }
        if let newest { return Place(device: newest, catalogue: catalogue) }
        let device = try await webex.registerDevice(named: configuration.deviceName, at: address)
        logger.notice("registered a device", metadata: ["device.name": "\(configuration.deviceName)"])
        return Place(device: device, catalogue: catalogue)
    }

    /// The same device with its registration renewed.
    func refreshed(_ place: Place) async throws -> Place {
        guard registry.isTrusted(place.device.url) else {
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
        do {
            try await registry.remove(device)
            logger.info("removed a device of ours that was of no use", metadata: ["device.url": "\(device.url)"])
        } catch {
            logger.warning("a device of ours that is of no use stays", metadata: ["error": "\(error)"])
        }
    }
}

extension WebexError {
    /// Whether the account has more devices than it may have; Webex tells it by these words alone.
    fileprivate var isExcess: Bool { code == .forbidden && message.contains("excessive device registrations") }
}
