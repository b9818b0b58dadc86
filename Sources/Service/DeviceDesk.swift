package import Configuration
import FoundationEssentials
import HTTPTransport
import Intake
import Journal
package import Logging
package import WebexAPI

/// What an operator sees and removes of the bot's devices by hand; other programs' are never touched.
package struct DeviceDesk: Sendable {
    /// Whose a device is.
    package enum Owner: String, Sendable {
        /// The one that this deployment receives events on, or will.
        case inUse = "in use"
        /// Of this deployment, and of no use any more.
        case spare
        /// Of another deployment of this program, or of this one before it lost its state folder.
        case relative = "other Steward"
        /// Of another program.
        case other
    }

    /// One device, and whose it is.
    package struct Entry: Sendable, Equatable {
        package var device: Device
        package var owner: Owner

        /// For a list: whose it is, when it was last renewed, and what it is called.
        package var line: String {
            ListLine.text([
                (owner.rawValue, 13), (device.modified.map { $0.formatted(.iso8601) } ?? "unknown", 20),
                (device.name ?? "without a name", 0),
            ])
        }
    }

    private let registry: DeviceRegistry
    private let name: String?
    private let logger: Logger

    /// Reads what this deployment calls its device; the service may be running.
    ///
    /// - Parameters:
    ///   - options: What the environment says.
    ///   - settings: Of the settings file.
    ///   - logger: Told of every device that is removed.
    /// - Throws: ``StartError``.
    package init(options: ServiceOptions, settings: Settings, logger: Logger) throws(StartError) {
        let http = try StartError.wrap("SSL_CERT_FILE") { try HTTPClient(configuration: .init(options)) }
        let chat = WebexClient(
            http: http, baseURL: options.apiURL, credential: .fixed(options.botToken), logger: logger)
        registry = DeviceRegistry(options, webex: chat, logger: logger)
        name = try StartError.wrap("cannot read the journal") {
            try Journal.device(in: Locations(options, settings).stateFiles.journal)
        }
        self.logger = logger
    }

    /// Every device of the bot's account, the last renewed first.
    ///
    /// - Throws: `WebexError`.
    package func list() async throws -> [Entry] {
        let devices = try await registry.devices()
        let newest = devices.first { $0.name != nil && $0.name == name }
        return devices.map { device in
            Entry(device: device, owner: device == newest ? .inUse : owner(of: device.name))
        }
    }

    private func owner(of name: String?) -> Owner {
        guard let name else { return .other }
        return name == self.name ? .spare : DeviceName.isOurs(name) ? .relative : .other
    }

    /// Removes the devices of this deployment that are of no use.
    ///
    /// - Returns: What was removed.
    /// - Throws: `WebexError` at the first one that stays.
    package func prune() async throws -> [Entry] {
        let useless = try await list().filter { $0.owner == .spare }
        for entry in useless {
            try await registry.remove(entry.device)
            logger.notice("removed a device", metadata: ["device.name": "\(entry.device.name ?? "")"])
        }
        return useless
    }
}
