import ArgumentParser
import Files
import FoundationEssentials
import Sandbox

/// The company that a sandbox is filled with.
struct CompanyFile: ParsableArguments {
    /// Where the companies are that show one hard case each.
    private static let folder = "config/sandbox"

    @Option(
        help: """
            A file with the people, meetings and recordings of the sandbox, or the name of one in \(folder), for example \
            moved-host.
            """)
    var company = "config/sandbox.json"

    func load() throws -> Company {
        let path = try path()
        let bytes = try Files.read(path, limit: 1 << 20)
        do { return try Company(parsing: bytes, now: Date()) } catch { throw Refusal("\(path):\(error)") }
    }

    private func path() throws -> String {
        let named = "\(Self.folder)/\(company).json"
        if Files.exists(company), !Files.isFolder(company) { return company }
        if !company.contains("/"), Files.exists(named) { return named }
        let names = ((try? Files.list(Self.folder)) ?? []).filter { $0.hasSuffix(".json") }.map { $0.dropLast(5) }
        let known = names.isEmpty ? "start in the folder of Steward" : "known names: \(names.joined(separator: ", "))"
        throw Refusal("\(company) is not there: \(known), or give the path of a file")
    }
}
