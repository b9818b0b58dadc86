import Cryptography
import Files

/// Looks through a log for lines that are not as they were written, or not where.
package struct AuditVerifier: Sendable {
    let keys: ChainKeys

    /// - Parameter keys: Those that lines were signed with, each derived for this purpose alone; without any, only
    ///   the order of the lines can be checked.
    /// - Throws: ``AuditError`` when OpenSSL fails.
    package init(keys: [[UInt8]]) throws(AuditError) {
        self.keys = try AuditError.wrap("") { () throws(CryptographyError) in try ChainKeys(keys) }
    }

    /// Looks through a log with all its files, or through the file of one day.
    ///
    /// A service may go on writing meanwhile. No file is held in memory.
    ///
    /// - Parameter path: The file that lines are added to, such as `audit.log`; a name with a day in it, such as
    ///   `audit-2026-11-20.log`, stands for that file alone.
    /// - Returns: What was found; the search ends at the first line that is wrong.
    /// - Throws: ``AuditError`` when a file cannot be read, or a later version wrote the head.
    package func verify(_ path: String) throws(AuditError) -> AuditReport {
        if AuditFiles.isOneDay(path) { return try verifyDay(path) }
        let files = AuditFiles(path)
        let before = try AuditError.wrap { () throws(FileError) in try files.days() }
        let report = try verifyLog(files)
        let after = try AuditError.wrap { () throws(FileError) in try files.days() }
        // A day that began meanwhile moved lines to another file; that happens once a day.
        return before == after ? report : try verifyLog(files)
    }

    private func verifyDay(_ path: String) throws(AuditError) -> AuditReport {
        var search = Search(ChainCheck(keys: keys, beginning: .anywhere, end: nil))
        try search.read(path, isLast: false)
        search.report.remarks.append("\(path): not checked: what belongs before and after this file")
        return search.report
    }

    private func verifyLog(_ files: AuditFiles) throws(AuditError) -> AuditReport {
        // The head comes first: lines that are added from here on can only be more than it knows.
        let (head, problem) = try readHead(files)
        let paths = try files.inOrder()
        // Nothing written and nothing missing looks like a mistyped name.
        if paths.isEmpty, head?.last == nil { throw AuditError(FileError.missing(files.current)) }
        let beginning = head.map { ChainCheck.Beginning.after($0.anchor) } ?? .anywhere
        var search = Search(ChainCheck(keys: keys, beginning: beginning, end: head?.last))
        for path in paths where search.report.isSound { try search.read(path, isLast: path == files.current) }
        search.finish(in: files.current)
        if search.report.isSound, let problem {
            search.report.finding = AuditFinding(path: files.head, line: 1, problem: problem)
        }
        return search.report
    }

    func readHead(_ files: AuditFiles) throws(AuditError) -> (ChainHead?, AuditFinding.Problem?) {
        guard Files.exists(files.head) else { return (nil, .headMissing) }
        do {
            // A service that writes at this very moment may show half of either record; not twice in a row.
            let head = try? ChainHead(try files.readHead(), checkedBy: keys)
            return (try head ?? ChainHead(try files.readHead(), checkedBy: keys), nil)
        } catch ChainHead.Problem.newer(let version) {
            throw AuditError(.newerVersion(version), files.head)
        } catch ChainHead.Problem.blank {
            return (nil, .headMissing)
        } catch ChainHead.Problem.unknownKey(let key) {
            return (nil, .otherKey(key))
        } catch let error as AuditError {
            throw error
        } catch {
            return (nil, .headEdited)
        }
    }
}

/// One way through the files of a log.
private struct Search {
    var check: ChainCheck
    var report: AuditReport

    init(_ check: ChainCheck) {
        self.check = check
        report = AuditReport(depth: check.keys.isEmpty ? .order : .codes)
        if check.keys.isEmpty {
            report.remarks = ["not checked: whether lines were edited or re-computed, for that takes STEWARD_KEY"]
        }
    }

    /// Reads one file up to the first line that is wrong.
    mutating func read(_ path: String, isLast: Bool) throws(AuditError) {
        do {
            var reader = try LineReader(path)
            var file = AuditReport.File(path: path, lines: 0)
            while let line = try reader.next() {
                let number = file.lines + 1
                if !line.isFinished, isLast, check.missingAtEnd == nil {
                    // Nobody was told that it is written; the next start cuts it off.
                    report.remarks.append("\(path):\(number): an unfinished line, which was never in force")
                    break
                }
                let problem = line.isFinished ? try check.take(line.bytes) : isLast ? breakingOff : .unreadable
                if let problem {
                    let cause = try explain(problem, at: number, &reader)
                    report.finding = AuditFinding(path: path, line: number, problem: cause)
                    return
                }
                file.lines = number
                guard let mark = check.last else { continue }
                file.numbers = (file.numbers?.lowerBound ?? mark.number)...mark.number
            }
            report.files.append(file)
        } catch let error as FileError {
            throw AuditError(error)
        } catch {
            throw AuditError(.cannotSign, path)
        }
    }

    private var breakingOff: AuditFinding.Problem { check.missingAtEnd.map { .truncated($0) } ?? .unreadable }

    /// What the lines further down say of a line that is wrong.
    private func explain(
        _ problem: AuditFinding.Problem, at number: Int, _ reader: inout LineReader
    ) throws -> AuditFinding.Problem {
        switch problem {
        case .edited:
            guard let next = try reader.next(), let line = try? ChainedLine(next.bytes) else { return problem }
            return try line.verdict(of: check.keys) == .wrong ? .recomputed : problem
        case .missing:
            var place = number
            while let next = try reader.next() {
                place += 1
                guard let line = try? ChainedLine(next.bytes), line.mark.number == check.expected else { continue }
                return .swapped(line.mark.number, foundAt: place)
            }
            return problem
        default: return problem
        }
    }

    /// Looks behind the last line.
    mutating func finish(in path: String) {
        guard report.isSound, let numbers = check.missingAtEnd else { return }
        let line = (report.files.last { $0.path == path }?.lines ?? 0) + 1
        report.files.removeAll { $0.path == path }
        report.finding = AuditFinding(path: path, line: line, problem: .truncated(numbers))
    }
}
