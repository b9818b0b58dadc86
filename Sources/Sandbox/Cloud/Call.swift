import FoundationEssentials
import HTTPTypes
import JSONTree
import WebConnections

/// One request on its way through the routes, with the moment it arrived at.
struct Call {
    let request: ServerRequest
    /// What stood in the holes of the route's path, in order.
    let parameters: [String]
    let now: Date

    /// The first hole of the path.
    var id: String { parameters.first ?? "" }

    /// The value of the query item called exactly `name`; an empty one counts as absent.
    func query(_ name: String) -> String? {
        let value = request.query.first { $0.name == name }?.value
        return value?.isEmpty == false ? value : nil
    }

    /// `true` or `false` in the query.
    func flag(_ name: String) throws -> Bool? {
        switch query(name) {
        case nil: return nil
        case "true": return true
        case "false": return false
        default: throw APIError.badRequest("'\(name)' must be true or false.")
        }
    }

    func date(_ name: String) throws -> Date? {
        guard let text = query(name) else { return nil }
        guard let date = Timestamp.parse(text) else {
            throw APIError.badRequest("'\(name)' is not a date and time in ISO 8601 format.")
        }
        return date
    }

    func object() throws -> JSONObject {
        guard mediaType == "application/json" else {
            throw APIError(.unsupportedMediaType, "The body must be of type application/json.")
        }
        guard let body = try? JSONValue(parsing: request.body), let object = body.object else {
            throw APIError.badRequest("The request body is not a JSON object.")
        }
        return object
    }

    /// The fields of a form, or nothing when the body is no form.
    var form: [(name: String, value: String)]? {
        guard mediaType == "application/x-www-form-urlencoded" else { return nil }
        return FormEncoding.parse(String(decoding: request.body, as: UTF8.self))
    }

    var mediaType: String {
        let type = request.fields[.contentType] ?? ""
        return type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    }
}
