import JSONTree

/// A settings file read from its first key to its last, with all that is wrong with it.
struct SettingsReading {
    let path: String
    var settings = Settings()
    /// Each keeps the file from being used; in the order of the file.
    private(set) var problems: [SettingsProblem] = []
    /// What was ignored; in the order of the file.
    private(set) var warnings: [SettingsProblem] = []

    /// Reads and checks everything that can be read.
    ///
    /// Of text that is no JSON, only the first place can be told.
    init(of bytes: [UInt8], path: String) {
        self.path = path
        let node: JSONNode
        do {
            node = try JSONNode(parsing: bytes, maximumSize: SettingsFile.maximumSize, repeatedNames: .kept)
        } catch {
            problems = [SettingsProblem(file: path, position: error.position, error.problem)]
            return
        }
        guard case .object(let members) = node.content else {
            problems = [SettingsProblem(file: path, position: node.position, "expected an object, { … }")]
            return
        }
        var first: [String: JSONPosition] = [:]
        for member in members {
            if let position = first.updateValue(member.position, forKey: member.name) {
                first[member.name] = position
                problems.append(problem(member.position, member.name, "set twice, in line \(position.line) already"))
            } else {
                read(member)
            }
        }
        compareWindows(members)
    }

    private mutating func read(_ member: JSONNode.Member) {
        guard let key = SettingsKey.all.first(where: { $0.name == member.name }) else {
            let suggestion = Spelling.nearest(to: member.name, among: SettingsKey.all.map(\.name))
            let hint = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
            warnings.append(problem(member.position, member.name, "unknown key\(hint)"))
            return
        }
        for finding in key.read(member.value, &settings) {
            var problem = problem(finding.position, key.name, finding.text)
            problem.found = finding.found
            problems.append(problem)
        }
    }

    /// The default window must be one that a request could name.
    private mutating func compareWindows(_ members: [JSONNode.Member]) {
        let (usual, longest) = (settings.defaultDaysBack, settings.maximumDaysBack)
        guard !problems.contains(where: { ["default_days_back", "max_days_back"].contains($0.key) }), usual > longest
        else { return }
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
