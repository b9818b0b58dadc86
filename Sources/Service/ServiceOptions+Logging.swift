import Logging

extension ServiceOptions {
    /// What `LOG_LEVEL` says.
    static func logLevel(_ reader: inout EnvironmentReader) -> Logger.Level? {
        guard let name = reader.text("LOG_LEVEL") else { return nil }
        guard let level = Logger.Level(rawValue: name.lowercased()) else {
            let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            reader.note("LOG_LEVEL: \"\(name)\" is none of \(names)")
            return nil
        }
        return level
    }
}
