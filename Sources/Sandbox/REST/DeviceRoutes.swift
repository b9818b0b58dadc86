import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let deviceRoutes = [
        Route(.get, "/wdm/api/v1/devices", listDevices),
        Route(.post, "/wdm/api/v1/devices", registerDevice),
        Route(.delete, "/wdm/api/v1/devices", removeDevices),
        Route(.get, "/wdm/api/v1/devices/{id}", device),
        Route(.put, "/wdm/api/v1/devices/{id}", refreshDevice),
        Route(.delete, "/wdm/api/v1/devices/{id}", removeDevice),
    ]

    /// An account without devices is answered with an error, not with an empty list.
    private func listDevices(_ call: Call) throws -> ServerResponse {
        let account = try caller(of: call).account
        let (devices, origin) = withState { ($0.devices.devices(of: account), $0.origin) }
        guard !devices.isEmpty else { throw APIError.notFound }
        return .json(["devices": .array(devices.map { json($0, origin: origin) })])
    }

    private func registerDevice(_ call: Call) throws -> ServerResponse {
        let account = try caller(of: call).account
        let description = try call.object()
        guard description["name"]?.string?.isEmpty == false, description["deviceType"]?.string != nil else {
            throw APIError.badRequest("A device needs a name and a deviceType.")
        }
        let device = withState { [limit = behaviour.maximumDevices] state in
            state.devices.register(description, for: account, limit: limit, now: call.now)
        }
        guard let device else { throw APIError.forbidden("User has excessive device registrations") }
        return answer(device)
    }

    private func device(_ call: Call) throws -> ServerResponse { answer(try ownDevice(call)) }

    private func refreshDevice(_ call: Call) throws -> ServerResponse {
        let device = try ownDevice(call)
        let description = try call.object()
        return answer(withState { $0.devices.refresh(device, description: description, now: call.now) })
    }

    private func removeDevice(_ call: Call) throws -> ServerResponse {
        let device = try ownDevice(call)
        withState { $0.devices.remove { $0.id == device.id } }
        return ServerResponse(.noContent)
    }

    private func removeDevices(_ call: Call) throws -> ServerResponse {
        let account = try caller(of: call).account
        withState { $0.devices.remove { $0.account == account.id } }
        return ServerResponse(.noContent)
    }

    private func ownDevice(_ call: Call) throws -> Device {
        let account = try caller(of: call).account
        guard let device = withState({ $0.devices.device(call.id, of: account) }) else { throw APIError.notFound }
        return device
    }

    private func answer(_ device: Device) -> ServerResponse {
        var response = ServerResponse.json(json(device, origin: origin))
        response.fields[.eTag] = "\"\(Timestamp.epochMilliseconds(device.modified))\""
        return response
    }

    /// What the client said of itself, with what the registry adds.
    private func json(_ device: Device, origin: String) -> JSONValue {
        var object = device.description
        object["url"] = .string("\(origin)/wdm/api/v1/devices/\(device.id)")
        object["webSocketUrl"] = .string(Self.socketAddress(of: device, origin: origin))
        object["userId"] = .string(device.account)
        object["modificationTime"] = .string(Timestamp.milliseconds(device.modified))
        object["features"] = ["developer": [], "entitlement": [], "user": []]
        object["services"] = [:]
        object["serviceHostMap"] = [:]
        return .object(object)
    }
}
