import Files
import Glibc
import JSONTree

/// What a settings file says: the settings, and what an admin should know about them.
package struct SettingsFile: Sendable, Equatable {
    package var settings: Settings
    /// What was ignored, in the order of the file; the settings hold all the same.
    package var warnings: [SettingsProblem]

    /// In bytes.
    package static let maximumSize = 1 << 20

    /// Reads and checks a whole settings file.
    ///
    /// - Parameters:
    ///   - bytes: JSON text of at most ``maximumSize`` bytes.
    ///   - path: Where it came from, for the messages.
    /// - Throws: ``SettingsError`` with everything that is wrong; of text that is no JSON, the first place.
    package init(parsing bytes: [UInt8], path: String) throws(SettingsError) {
        let node: JSONNode
        do {
            node = try JSONNode(parsing: bytes, maximumSize: Self.maximumSize)
        } catch {
            throw SettingsError([SettingsProblem(file: path, position: error.position, error.problem)])
        }
        guard case .object(let members) = node.content else {
            throw SettingsError([SettingsProblem(file: path, position: node.position, "expected an object, { … }")])
        }
        var reading = SettingsReading(path: path)
        for member in members { reading.read(member) }
        reading.compareWindows(members)
        guard reading.problems.isEmpty else { throw SettingsError(reading.problems) }
        settings = reading.settings
        warnings = reading.warnings
    }

    /// Reads and checks the settings file at `path`.
    ///
    /// - Parameter path: May be a symbolic link.
    /// - Throws: ``SettingsError``, also when the file cannot be read.
    package init(at path: String) throws(SettingsError) {
        try self.init(parsing: try Self.bytes(of: path), path: path)
    }

    /// The content of the settings file, unchecked.
    static func bytes(of path: String) throws(SettingsError) -> [UInt8] {
        do throws(FileError) {
            return try Files.read(path, limit: maximumSize)
        } catch {
            let reason = error.code == EFBIG ? "it has more than \(maximumSize) bytes" : error.reason
            throw SettingsError([SettingsProblem(file: path, "cannot be read: \(reason)")])
        }
    }
}

/// The state between the first and the last key of a settings file.
private struct SettingsReading {
    let path: String
    var settings = Settings()
    var problems: [SettingsProblem] = []
    var warnings: [SettingsProblem] = []

    init(path: String) { self.path = path }

    mutating func read(_ member: JSONNode.Member) {
        guard let key = SettingsKey.all.first(where: { $0.name == member.name }) else {
            let suggestion = Spelling.nearest(to: member.name, among: SettingsKey.all.map(\.name))
            let hint = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
            warnings.append(problem(member.position, member.name, "unknown key, ignored\(hint)"))
            return
        }
        for finding in key.read(member.value, &settings) {
            var problem = problem(finding.position, key.name, finding.text)
            problem.found = finding.found
            problems.append(problem)
        }
    }

    /// The default window must be one that a request could name.
    mutating func compareWindows(_ members: [JSONNode.Member]) {
        let (usual, longest) = (settings.defaultDaysBack, settings.maximumDaysBack)
        guard problems.isEmpty, usual > longest else { return }
        let member = members.first { $0.name == "default_days_back" }
        let place = (member ?? members.first { $0.name == "max_days_back" })?.value.position
        let origin = member == nil ? ", which holds when the key is left out," : ""
        problems.append(
            problem(place, "default_days_back", "\(usual)\(origin) is more than max_days_back, \(longest)"))
    }

    private func problem(_ position: JSONPosition?, _ key: String, _ text: String) -> SettingsProblem {
        SettingsProblem(file: path, position: position, key: key, text)
    }
}
