package import FoundationEssentials
import HTTPTypes
import JSONTree

/// What the service catalogue tells about the cloud that our token belongs to.
package struct ServiceCatalogue: Sendable, Equatable {
    /// Base of the device registry.
    package var devices: String?
    /// Base of the conversation service.
    package var conversations: String?
    /// The cluster of each host, such as `urn:TEAM:eu-central-1_k`.
    package var clusters: [String: String]
    /// The hosts among them that a conversation service runs on.
    package var conversationHosts: [String: String]

    package init(
        devices: String? = nil, conversations: String? = nil, clusters: [String: String] = [:],
        conversationHosts: [String: String] = [:]
    ) {
        self.devices = devices
        self.conversations = conversations
        self.clusters = clusters
        self.conversationHosts = conversationHosts
    }
}

/// Our registration that owns the websocket address.
package struct Device: Sendable, Equatable {
    /// Its own address, which is also its identity.
    package var url: String
    package var webSocketURL: String
    package var name: String?
    package var modified: Date?
}

/// The answer of `GET catalog?format=hostmap`.
private struct CatalogueAnswer: Decodable {
    struct Host: Decodable { var id: String? }
    var serviceLinks: [String: String]?
    var hostCatalog: [String: [Host]]?
}

/// A device as the registry answers.
///
/// Other programs of the same account registered theirs as they liked, and none of them may hide ours: what is no text
/// counts as left out.
private struct DeviceItem: Decodable {
    private enum CodingKeys: String, CodingKey { case url, webSocketUrl, name, modificationTime }

    var url: String?
    var webSocketUrl: String?
    var name: String?
    var modificationTime: String?

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        url = try? container.decode(String.self, forKey: .url)
        webSocketUrl = try? container.decode(String.self, forKey: .webSocketUrl)
        name = try? container.decode(String.self, forKey: .name)
        modificationTime = try? container.decode(String.self, forKey: .modificationTime)
    }
}

private struct DeviceList: Decodable {
    var devices: [DeviceItem]?
}

extension WebexClient {
    /// Asks which services there are.
    ///
    /// - Parameter base: The catalogue's base address.
    /// - Returns: What of it we use.
    /// - Throws: ``WebexError``.
    package func catalogue(at base: String) async throws -> ServiceCatalogue {
        let call = WebexCall("/catalog", at: base, query: [("format", "hostmap")])
        let catalogue = try await answer(to: call, as: CatalogueAnswer.self)
        let links = catalogue.serviceLinks ?? [:]
        // `urn:TEAM:<region>:<service>`
        let names = (catalogue.hostCatalog ?? [:]).compactMapValues { $0.first?.id?.split(separator: ":") }
        let clusters = names.mapValues { $0.prefix(3).joined(separator: ":") }
        return ServiceCatalogue(
            devices: links["wdm"], conversations: links["conversation"], clusters: clusters,
            conversationHosts: clusters.filter { names[$0.key]?.last == "conversation" })
    }

    /// The devices of our account; an account without any is answered with 404.
    ///
    /// - Parameter base: The registry's base address.
    /// - Returns: Devices of every process that uses the account.
    /// - Throws: ``WebexError``.
    package func devices(at base: String) async throws -> [Device] {
        do {
            let list = try await answer(to: WebexCall("/devices", at: base), as: DeviceList.self)
            return (list.devices ?? []).compactMap { Device($0) }
        } catch let error as WebexError where error.code == .notFound {
            return []
        }
    }

    /// Registers a device of our own.
    ///
    /// - Parameters:
    ///   - name: The same at every start of one deployment and of no other: two processes on one device replace each other.
    ///   - base: The registry's base address.
    /// - Returns: The new device.
    /// - Throws: ``WebexError``, with code `.forbidden` when the account has too many.
    package func registerDevice(named name: String, at base: String) async throws -> Device {
        let call = WebexCall("/devices", method: .post, at: base, body: .object(Device.description(named: name)))
        return try await device(answering: call)
    }

    /// Renews the registration of a device of our own, which runs out when nobody uses it.
    ///
    /// - Parameter device: As the registry last described it.
    /// - Returns: The device, perhaps with another address for its socket.
    /// - Throws: ``WebexError``, with code `.notFound` when the registry has forgotten it.
    package func refreshDevice(_ device: Device) async throws -> Device {
        var description = Device.description(named: device.name ?? "")
        description["url"] = .string(device.url)
        description["webSocketUrl"] = .string(device.webSocketURL)
        return try await self.device(
            answering: WebexCall(
                named: "/devices/{id}", method: .put, url: device.url, body: .object(description)))
    }

    /// Removes a device of our account; one that is gone already counts as removed.
    ///
    /// - Parameter device: Never one that another process still uses: its socket would be closed.
    /// - Throws: ``WebexError``.
    package func removeDevice(_ device: Device) async throws {
        do {
            _ = try await send(WebexCall(named: "/devices/{id}", method: .delete, url: device.url))
        } catch let error as WebexError where error.code == .notFound {}
    }

    private func device(answering call: WebexCall) async throws -> Device {
        guard let device = Device(try await answer(to: call, as: DeviceItem.self)) else {
            throw WebexError(.malformedAnswer, operation: call.operation, message: "the device has no address")
        }
        return device
    }
}

extension Device {
    /// What a program of ours says of itself.
    fileprivate static func description(named name: String) -> JSONObject {
        JSONObject([
            .init("deviceName", .string(name)), .init("deviceType", "DESKTOP"), .init("localizedModel", "swift"),
            .init("model", "swift"), .init("name", .string(name)), .init("systemName", "steward"),
            .init("systemVersion", "1.0"),
        ])
    }
}

extension Device {
    fileprivate init?(_ item: DeviceItem) {
        guard let url = item.url, let webSocketURL = item.webSocketUrl else { return nil }
        self.init(
            url: url, webSocketURL: webSocketURL, name: item.name,
            modified: item.modificationTime.flatMap(WireDate.parse))
    }
}
