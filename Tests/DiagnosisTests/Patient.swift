import Demonstration
import Diagnosis
import Files
import FoundationEssentials
import Recordings
import Sandbox
import Service
import TemporaryFolders
import Testing
import TestSupport

extension Bench {
    /// What the bot of this bench was started with.
    var options: ServiceOptions {
        var options = ServiceOptions(sandbox: sandbox)
        options.configurationFile = folder("config.json")
        options.keepFiles(in: folder.path)
        return options
    }

    /// What a doctor finds who is told something else, where `change` says so; it must keep every secret.
    func findings(
        deadline: Duration = .seconds(12), clockAheadBy skew: TimeInterval = 0,
        _ change: (inout ServiceOptions) throws -> Void = { _ in }
    ) async throws -> Findings {
        var options = options
        try change(&options)
        let examination = Examination(
            Installation(options), deadline: deadline, now: { Date().addingTimeInterval(skew) }, logger: .silent)
        let findings = await examination.findings()
        let key = (try? Files.read(folder("state/vault.key"), limit: 1 << 10)).map {
            String(decoding: $0, as: UTF8.self)
        }
        let secrets = [options.botToken.reveal(), options.clientSecret.reveal(), key?.trimmingBlanks()]
        for secret in secrets.compactMap({ $0 }) where !secret.isEmpty {
            #expect(!findings.json(version: "1").contains(secret))
        }
        return findings
    }
}

extension Findings {
    var codes: Set<FindingCode> { Set(all.map(\.code)) }
    func codes(about subject: Subject) -> Set<FindingCode> { codes.filter { $0.subject == subject } }
    var problems: [FindingCode] { all.filter { $0.verdict == .problem }.map(\.code) }
}
