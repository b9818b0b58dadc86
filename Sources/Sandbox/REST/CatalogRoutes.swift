import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let catalogRoutes = [Route(.get, "/u2c/api/v1/catalog", catalog)]

    /// Which service is where, and which cluster each host belongs to.
    private func catalog(_ call: Call) throws -> ServerResponse {
        _ = try caller(of: call)
        guard call.query("format") == "hostmap" else { throw APIError.badRequest("'format' must be hostmap.") }
        let origin = origin
        let host = origin.split(separator: "/").last.map(String.init) ?? origin
        let name = String(host.prefix { $0 != ":" })
        let entry: JSONValue = [
            [
                "host": .string(host), "ttl": -1, "priority": 5,
                "id": .string("\(company.cluster.urn):conversation"),
            ]
        ]
        return .json([
            "serviceLinks": [
                "wdm": .string("\(origin)/wdm/api/v1"),
                "hydra": .string("\(origin)/v1"),
                "conversation": .string("\(origin)/conversation/api/v1"),
                "u2c": .string("\(origin)/u2c/api/v1"),
                "idbroker": .string(origin),
                "identity": .string(origin),
            ],
            // Real hosts have no port; a client may look up either spelling.
            "hostCatalog": .object(JSONObject([.init(host, entry), .init(name, entry)])),
        ])
    }
}
