import FoundationEssentials
import JSONTree

/// A client's registration for the event socket.
struct Device: Sendable {
    let id: String
    /// What stands in the socket's address.
    let registration: String
    let account: String
    /// As the client described it.
    var description: JSONObject
    var modified: Date
    /// Whether its sockets are refused until the client refreshes it.
    var isExpired = false
}

/// Every registration in force.
struct DeviceBook: Sendable {
    private var devices: [Device] = []

    func devices(of account: Account) -> [Device] { devices.filter { $0.account == account.id } }
    func device(_ id: String, of account: Account) -> Device? { devices(of: account).first { $0.id == id } }
    func device(registration: String) -> Device? { devices.first { $0.registration == registration } }

    /// Nothing when the account has as many as it may have.
    mutating func register(_ description: JSONObject, for account: Account, limit: Int, now: Date) -> Device? {
        guard devices(of: account).count < limit else { return nil }
        let device = Device(
            id: UUID().uuidString.lowercased(), registration: UUID().uuidString.lowercased(), account: account.id,
            description: description, modified: now)
        devices.append(device)
        return device
    }

    mutating func refresh(_ device: Device, description: JSONObject, now: Date) -> Device {
        var device = device
        device.description = description
        device.modified = now
        device.isExpired = false
        remove { $0.id == device.id }
        devices.append(device)
        return device
    }

    mutating func expireAll() {
        for index in devices.indices { devices[index].isExpired = true }
    }

    mutating func remove(where matches: (Device) -> Bool) { devices.removeAll(where: matches) }
}
