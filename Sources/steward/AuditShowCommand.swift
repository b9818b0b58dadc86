import ArgumentParser
import Audit
import Files
import Service

/// Shows what the bot decided.
struct AuditShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows decisions by person, meeting, day and status.",
        discussion: "Whether the lines are as they were written is another question: steward audit verify")

    @OptionGroup var source: AuditCommand.Source

    @Option(help: "The address or id of who asked.")
    var person: String?

    @Option(help: "The number or id of a meeting.")
    var meeting: String?

    @Option(help: "A day in UTC, such as 2026-11-20.")
    var day: CalendarDay?

    @Option(help: "How it ended; may be given several times.")
    var status: [AuditLine.Status] = []

    @Option(help: "A table for people, csv for spreadsheets, json for programs.")
    var format = AuditFormat.table

    func run() throws {
        let query = AuditQuery(person: person, meeting: meeting, day: day, statuses: Set(status))
        var page = Page()
        if let heading = format.heading { try page.add(heading) }
        var unreadable: [UnreadableLine] = []
        let tally = try query.search(try paths()) { record in
            try page.add(format.text(of: record))
        } skip: { line in
            unreadable.append(line)
        }
        try page.turn()
        if let first = unreadable.first {
            let others = unreadable.count > 1 ? ", as \(unreadable.count - 1) more" : ""
            try remark("\(first)\(others)")
        }
        try tally.emptiness.map(remark)
    }

    /// Says something beside what is shown, which programs may read.
    private func remark(_ text: String) throws {
        try LineWriter.standardError().write(Array("\(text)\n".utf8))
    }

    private func paths() throws -> [String] {
        let logs = try source.files.isEmpty ? [source.access().log] : source.files
        return try logs.flatMap { log in
            if AuditFiles.isOneDay(log) { return [log] }
            let paths = try AuditFiles(log).inOrder()
            return paths.isEmpty ? [log] : paths
        }
    }
}

/// Gathers lines, for a call of the system for each would take longer than all the rest.
private struct Page {
    private static let size = 64 << 10
    private var text = ""

    mutating func add(_ line: String) throws {
        text += "\(line)\n"
        if text.utf8.count >= Self.size { try turn() }
    }

    mutating func turn() throws {
        try StandardOutput.write(text)
        text = ""
    }
}

extension CalendarDay: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension AuditFormat: ExpressibleByArgument {}
extension AuditLine.Status: ExpressibleByArgument {}
