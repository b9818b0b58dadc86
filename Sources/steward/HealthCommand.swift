import ArgumentParser
import Files
import FoundationEssentials
import Service

/// The health check of the image, and of anybody else on the same machine.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Asks the running service how it is; exits with 1 when it does not serve.",
        discussion: "It asks at OPERATIONS_ADDRESS, 127.0.0.1:5051 unless that says otherwise.")

    func run() async throws {
        let address = try ServiceOptions.operationsAddress(in: ProcessInfo.processInfo.environment) { path in
            String(decoding: try Files.read(path, limit: 64 << 10), as: UTF8.self)
        }
        guard let address else { throw ValidationError("OPERATIONS_ADDRESS is off, so there is nobody to ask") }
        let answer = try await HealthProbe.ask(address)
        Terminal.write(answer.text, terminator: "")
        if !answer.isHealthy { throw ExitCode.failure }
    }
}
