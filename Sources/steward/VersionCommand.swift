import ArgumentParser
import Service

/// What every report of a defect begins with.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Shows the versions of the program, its C libraries and the system.",
        discussion: "steward --version shows that of the program alone.")

    func run() {
        for line in ProgramVersion.report { Terminal.write(line) }
    }
}
