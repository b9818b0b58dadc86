import Audit
import Cards
import Configuration
import Files
package import Service

/// What is examined: all that a service would work with that is started here.
package struct Installation: Sendable {
    /// Empty or usual where the environment says nothing that can be used.
    let options: ServiceOptions
    private let environmentProblems: [String]
    private let configuration: SettingsCheck
    /// Those in the file; the usual ones where it cannot be used.
    let settings: Settings
    let locations: Locations

    /// Reads the environment and the settings file.
    ///
    /// - Parameters:
    ///   - environment: All variables of the process.
    ///   - configurationFile: Wins over `CFG_FILE_PATH`.
    ///   - transport: How events are to reach the bot.
    ///   - readFile: Reads the files that variables ending in `_FILE` point to.
    package init(
        environment: [String: String], configurationFile: String?, transport: ServiceOptions.Transport,
        readFile: @escaping (String) throws -> String
    ) {
        var (options, problems) = ServiceOptions.read(environment, readFile: readFile)
        options.configurationFile = configurationFile ?? options.configurationFile
        options.transport = transport
        self.init(options, environmentProblems: problems)
    }

    /// - Parameters:
    ///   - options: What the environment and the command line say.
    ///   - environmentProblems: What is missing or wrong there.
    package init(_ options: ServiceOptions, environmentProblems: [String] = []) {
        self.options = options
        self.environmentProblems = environmentProblems
        configuration = SettingsCheck(at: options.configurationFile)
        settings = configuration.settings ?? Settings()
        locations = Locations(options, settings)
    }
}

extension Installation {
    /// The process of the bot that works with these files now, if one does.
    var runningBot: Int32? {
        Files.lockHolder(of: locations.stateFiles.lock) ?? Files.lockHolder(of: AuditFiles(locations.auditLog).head)
    }

    var environmentFindings: [Finding] {
        guard !environmentProblems.isEmpty else {
            return [Finding(.environmentComplete, "every variable that the bot needs is set")]
        }
        return environmentProblems.map { Finding(.environmentWrong, $0) }
    }

    var settingsFindings: [Finding] {
        let problems = configuration.problems.map { problem in
            let isUnknownKey = configuration.unknownKeys.contains(problem)
            return Finding(isUnknownKey ? .configUnknownKey : .configRefused, "\(problem)")
        }
        guard configuration.settings != nil else { return problems }
        let whole = "\(options.configurationFile): \(configuration.summary)"
        return (problems.isEmpty ? [Finding(.configInOrder, whole)] : problems) + policyFindings
    }

    private var policyFindings: [Finding] {
        guard !configuration.notes.isEmpty else {
            return [Finding(.policyClear, "somebody is approved, and who may have what is restricted")]
        }
        return configuration.notes.map { Finding(FindingCode($0), $0.text, advice: $0.advice) }
    }

    var cardCheck: Check {
        let folder = CardFolder.path(named: options.cardsFolder, beside: options.configurationFile)
        let late = Finding(.cardsRefused, "\(folder ?? "those of the program"): they are not read in time")
        return .files(late: late) { cardFindings(folder) }
    }

    private func cardFindings(_ folder: String?) -> [Finding] {
        let check = CardCheck(folder: folder)
        guard let library = check.library else { return check.problems.map { Finding(.cardsRefused, $0) } }
        if let doubt = library.doubt(about: options.language ?? settings.language) {
            return [Finding(.languageUnknown, doubt)]
        }
        return [Finding(.cardsInOrder, "\(folder ?? "those of the program"): \(check.summary)")]
    }
}

extension FindingCode {
    init(_ note: SettingsNote) {
        self =
            switch note {
            case .nobodyApproved: .nobodyApproved
            case .everybodyApproved: .everybodyApproved
            case .numberIsEnough: .numberIsEnough
            case .noOfficers: .noOfficers
            case .noAdmins: .noAdmins
            }
    }
}
