import Policy

/// A settings file looked through for whoever has changed something in it.
///
/// Stricter than the running service: a key that is unknown is a problem here, for it is hardly ever meant.
package struct SettingsCheck: Sendable {
    /// What the file says; nothing when it cannot be used.
    package let settings: Settings?
    /// Everything that is wrong, in the order of the file.
    package let problems: [SettingsProblem]
    /// Those among them that do not keep the file from being used.
    package let unknownKeys: [SettingsProblem]

    /// Reads and checks the settings file at `path`.
    package init(at path: String) {
        let bytes: [UInt8]
        do throws(SettingsError) {
            bytes = try SettingsFile.bytes(of: path)
        } catch {
            (settings, problems, unknownKeys) = (nil, error.problems, [])
            return
        }
        let reading = SettingsReading(of: bytes, path: path)
        settings = reading.problems.isEmpty ? reading.settings : nil
        unknownKeys = reading.warnings
        problems = (reading.problems + reading.warnings).sorted { one, other in
            guard let one = one.position, let other = other.position else { return other.position != nil }
            return one < other
        }
    }

    /// What the settings allow and should be meant.
    package var notes: [SettingsNote] { settings?.notes ?? [] }

    /// One line about the whole: `in order: 1 domain approved, answers in en-US`.
    package var summary: String {
        guard problems.isEmpty, let settings else {
            return problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        }
        return "in order: \(settings.audience), answers in \(settings.language), rules: \(settings.rules)"
    }
}

extension Settings {
    /// Who is approved, counted.
    fileprivate var audience: String {
        if access.approvesNobody { return "nobody approved" }
        if access.approvedDomains.contains("*") { return "everybody approved" }
        let counts = [
            (access.approvedUsers.count, "address", "addresses"), (access.approvedDomains.count, "domain", "domains"),
        ]
        return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }.joined(separator: " and ")
            + " approved"
    }

    /// The rules that restrict who gets what, by their keys.
    fileprivate var rules: String {
        let rules = [
            ("respond_only_to_host", recordings.hostOnly), ("respond_only_to_invitees", recordings.inviteesOnly),
            ("protect_pmr", recordings.protectsPersonalRooms),
            ("respect_download_prevention", recordings.respectsDownloadPrevention),
        ]
        let names = rules.filter(\.1).map(\.0)
        return names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}
