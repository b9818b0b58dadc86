import ArgumentParser
import Files
import FoundationEssentials
import Sandbox

/// The company that a sandbox is filled with.
struct CompanyFile: ParsableArguments {
    @Option(help: "A file with the people, meetings and recordings of the sandbox.")
    var company = "config/sandbox.json"

    func load() throws -> Company {
        guard Files.exists(company) else {
            throw ValidationError("\(company) is not there: start in the folder of Steward, or use --company")
        }
        let bytes = try Files.read(company, limit: 1 << 20)
        do { return try Company(parsing: bytes, now: Date()) } catch { throw ValidationError("\(company):\(error)") }
    }
}
