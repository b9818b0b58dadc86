import ArgumentParser
import Configuration
import FoundationEssentials
import Service

/// The health check of the image, and of anybody else on the same machine.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Asks the running service how it is; exits with 1 when it does not serve.",
        discussion: """
            It asks at OPERATIONS_ADDRESS, 127.0.0.1:5051 unless that says otherwise; where that is off, it asks the public \
            port at /livez and /readyz.
            """)

    @OptionGroup var deployment: Deployment

    func run() async throws {
        let answer = try await ask()
        Terminal.write(answer.text, terminator: "")
        if !answer.isHealthy { throw ExitCode.failure }
    }

    private func ask() async throws -> HealthProbe.Answer {
        let environment = ProcessInfo.processInfo.environment
        if let address = try ServiceOptions.operationsAddress(in: environment, readFile: SecretFile.read) {
            return try await HealthProbe.ask(address)
        }
        let options = try deployment.options()
        let locations = Locations(options, try deployment.settings(for: options))
        return try await HealthProbe.askPublicPort(of: options, state: locations.state)
    }
}
