package import FoundationEssentials
package import JSONTree

/// How the service is, part by part; without names, addresses or secrets.
package struct HealthReport: Sendable, Equatable {
    /// From good to bad.
    package enum Status: String, Sendable, Comparable, CaseIterable {
        case ok
        /// It serves, but somebody should look.
        case degraded
        /// It does not serve.
        case failing

        package static func < (one: Status, other: Status) -> Bool { one.rank < other.rank }
        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// One thing that can be well or not.
    package struct Part: Sendable, Equatable {
        package var name: String
        package var status: Status
        /// A word to branch on.
        package var code: String
        /// Until when that holds, where it has an end.
        package var until: Date?

        package init(_ name: String, _ status: Status, code: String, until: Date? = nil) {
            self.name = name
            self.status = status
            self.code = code
            self.until = until
        }
    }

    package var parts: [Part]
    package var version: String
    /// When the service started.
    package var since: Date

    package init(_ parts: [Part], version: String, since: Date) {
        self.parts = parts
        self.version = version
        self.since = since
    }

    /// As bad as the worst of the parts.
    package var status: Status { parts.map(\.status).max() ?? .ok }

    /// The report as `/healthz` tells it.
    package var json: JSONValue {
        let members = parts.map { part in
            var facts = JSONObject([
                .init("status", .string(part.status.rawValue)), .init("code", .string(part.code)),
            ])
            if let until = part.until { facts["until"] = .string(until.formatted(.iso8601)) }
            return JSONObject.Member(part.name, .object(facts))
        }
        return [
            "status": .string(status.rawValue), "version": .string(version),
            "since": .string(since.formatted(.iso8601)),
            "parts": .object(JSONObject(members)),
        ]
    }
}
