import ArgumentParser
import Files
import FoundationEssentials
import Sandbox

/// The company that a sandbox is filled with.
struct CompanyFile: ParsableArguments {
    /// Where the companies are that show one hard case each.
    private static let folder = "config/sandbox"
    /// What is read where nothing is named, if it is there.
    private static let usual = "config/sandbox.json"

    @Option(
        help: """
            A file with the people, meetings and recordings of the sandbox, or the name of one in \(folder), for example \
            moved-host; without it \(usual), else the company that comes with the program.
            """)
    var company: String?

    /// The company, and what to call the place that it comes from.
    func load() throws -> (company: Company, origin: String) {
        guard let path = try path() else { return (.builtin(now: Date()), "the company of the program") }
        let bytes = try Files.read(path, limit: 1 << 20)
        do { return (try Company(parsing: bytes, now: Date()), path) } catch { throw Refusal("\(path):\(error)") }
    }

    /// Nothing where the company of the program is meant.
    private func path() throws -> String? {
        guard let company else { return Files.exists(Self.usual) ? Self.usual : nil }
        let named = "\(Self.folder)/\(company).json"
        if Files.exists(company), !Files.isFolder(company) { return company }
        if !company.contains("/"), Files.exists(named) { return named }
        let names = ((try? Files.list(Self.folder)) ?? []).filter { $0.hasSuffix(".json") }.map { $0.dropLast(5) }
        let known = names.isEmpty ? "start in the folder of Steward" : "known names: \(names.joined(separator: ", "))"
        throw Refusal("\(company) is not there: \(known), or give the path of a file")
    }
}
