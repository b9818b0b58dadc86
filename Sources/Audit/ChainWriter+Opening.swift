import Cryptography
import Files
import FoundationEssentials
import Logging

extension ChainWriter {
    /// Opens a log and repairs its end, or begins one.
    init(_ path: String, _ configuration: AuditLog.Configuration, logger: Logger) throws(AuditError) {
        let files = AuditFiles(path)
        let keys = try AuditError.wrap(path) { () throws(CryptographyError) in try ChainKeys(configuration.keys) }
        guard !keys.isEmpty else { throw AuditError(.cannotSign, path) }
        let isFile = !Files.exists(path) || Files.isRegular(path)
        let record = isFile ? try Self.lockedRecord(files) : nil
        var head = ChainHead(day: CalendarDay(configuration.now()), process: Files.currentProcess)
        if isFile, let stored = try Self.storedHead(files, keys, logger) {
            (head.last, head.anchor, head.day) = (stored.last, stored.anchor, stored.day)
        }
        self.init(
            files: files, keys: keys, configuration: configuration, logger: logger, record: record,
            log: try AuditError.wrap { () throws(FileError) in try GrowingFile(path, durability: .synced) },
            head: head)
        guard isFile else {
            logger.warning("the audit log is no file, so nothing vouches for its end", metadata: ["path": "\(path)"])
            return
        }
        try repairEnd()
        try store(self.head, durably: true)
        removeOldDays()
    }

    private static func lockedRecord(_ files: AuditFiles) throws(AuditError) -> RecordFile {
        let (record, isOurs) = try AuditError.wrap { () throws(FileError) in
            let record = try RecordFile(files.head)
            return (record, try record.lock())
        }
        guard isOurs else {
            throw AuditError(.inUse(process: ChainHead.process(in: try files.readHead())), files.current)
        }
        return record
    }

    /// The head of the log; nothing when there is neither a head nor a chain that it could belong to.
    private static func storedHead(
        _ files: AuditFiles, _ keys: ChainKeys, _ logger: Logger
    ) throws(AuditError) -> ChainHead? {
        let record = try files.readHead()
        do {
            return try ChainHead(record, checkedBy: keys)
        } catch .blank {
            try setAsideUnchained(files, logger)
            return nil
        } catch .newer(let version) {
            throw AuditError(.newerVersion(version), files.head)
        } catch {
            throw AuditError(.otherKey, files.head)
        }
    }

    /// Makes room for the first chain where a log from before, or something else, has its place.
    private static func setAsideUnchained(_ files: AuditFiles, _ logger: Logger) throws(AuditError) {
        let (days, tail) = try AuditError.wrap { () throws(FileError) in
            (try files.days(), try LogTail(of: files.current))
        }
        guard days.isEmpty else { throw AuditError(.headMissing, files.head) }
        guard tail.lastLine != nil || tail.tornBytes > 0 else { return }
        guard try chained(tail.lastLine ?? [], of: files) == nil else { throw AuditError(.headMissing, files.head) }
        try rename(files, logger)
    }

    /// The line as one of a chain; nothing when it is of none.
    private static func chained(_ line: [UInt8], of files: AuditFiles) throws(AuditError) -> ChainedLine? {
        do throws(ChainMark.Problem) {
            return try ChainedLine(line)
        } catch {
            switch error {
            case .malformed: return nil
            case .newer(let version): throw AuditError(.newerVersion(version), files.current)
            }
        }
    }

    private static func rename(_ files: AuditFiles, _ logger: Logger) throws(AuditError) {
        var attempt = 1
        while Files.exists(files.unchained(attempt)) { attempt += 1 }
        try AuditError.wrap { () throws(FileError) in
            try Files.rename(files.current, to: files.unchained(attempt))
        }
        logger.notice(
            "an audit log without a chain was set aside", metadata: ["path": "\(files.unchained(attempt))"])
    }
}

// MARK: - The end of the log

extension ChainWriter {
    /// Cuts off an unfinished line, and finds the line to go on after: the later of what head and log say.
    ///
    /// A head that is behind was overtaken by a crash between the two writes. One that is ahead tells that lines are gone:
    /// then the numbers go on after it, so that the gap stays visible for ever.
    private mutating func repairEnd() throws(AuditError) {
        let tail = try AuditError.wrap { () throws(FileError) in try LogTail(of: files.current) }
        try cutOff(tail)
        let last = try lastMark(tail)
        if let last, last.number > head.last?.number ?? 0 {
            head.last = last
        } else if last != head.last {
            logger.error(
                "the audit log does not end where it should: see what `steward audit verify` says",
                metadata: ["audit.line": "\(head.last?.number ?? 0)"])
        }
        logger.notice("the audit log goes on", metadata: ["audit.line": "\((head.last?.number ?? 0) + 1)"])
    }

    private mutating func cutOff(_ tail: LogTail) throws(AuditError) {
        let size = try AuditError.wrap { () throws(FileError) in try log.size }
        let whole = size - Int64(tail.tornBytes)
        if whole == 0 { head.day = max(head.day, CalendarDay(configuration.now())) }
        // Bytes without any line feed for longer than a line can be are no torn line; the next one begins after them.
        guard tail.tornBytes > 0, whole == 0 || tail.lastLine != nil else { return }
        try AuditError.wrap { () throws(FileError) in try log.cutOff(after: whole) }
        logger.notice(
            "an unfinished line at the end of the audit log was cut off",
            metadata: ["audit.bytes": "\(tail.tornBytes)"])
    }

    /// The mark of the last line there is, as far as one of our keys made it.
    private func lastMark(_ tail: LogTail) throws(AuditError) -> ChainMark? {
        var line = tail.lastLine
        if line == nil {
            line = try AuditError.wrap { () throws(FileError) in
                guard let day = try files.days().last else { return nil }
                return try LogTail(of: files.path(of: day)).lastLine
            }
        }
        // Retention may have removed everything.
        guard let line else { return head.anchor }
        guard let chained = try Self.chained(line, of: files) else { return nil }
        let verdict = try AuditError.wrap(files.current) { () throws(CryptographyError) in
            try chained.verdict(of: keys)
        }
        return verdict == .authentic ? chained.mark : nil
    }
}
