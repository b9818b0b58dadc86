import Cryptography
import Files
import FoundationEssentials
import Logging

/// Writes groups of lines, begins a file for each day and removes old ones; for one thread.
struct ChainWriter: Sendable {
    let files: AuditFiles
    let keys: ChainKeys
    let configuration: AuditLog.Configuration
    let logger: Logger
    /// Holds the head; nothing where the log is no file.
    let record: RecordFile?
    var log: GrowingFile
    var head: ChainHead

    /// Adds a group of lines, on the disk when this returns.
    ///
    /// - Throws: ``AuditError``; the group is then not in the log, and the next one takes its numbers.
    mutating func write(_ lines: [AuditLine]) throws(AuditError) {
        beginDayIfOver()
        var last = head.last
        var bytes: [UInt8] = []
        for line in lines {
            let chained = try AuditError.wrap(files.current) { () throws(CryptographyError) in
                try line.chained(after: last, by: keys)
            }
            bytes += chained.bytes
            last = chained.mark
        }
        do throws(FileError) { try log.append(bytes) } catch { throw AuditError(error) }
        head.last = last
        keepHead()
    }

    /// Notes the last line beside the log.
    ///
    /// The line is on the disk, so what fails here holds no answer back: until the next group, nobody would notice that
    /// this one was cut off.
    private func keepHead() {
        do throws(AuditError) { try store(head, durably: false) } catch {
            logger.error(
                "the head of the audit log cannot be written", metadata: ["error": "\(error)"])
        }
    }

    /// Writes a head in place of the one before.
    ///
    /// - Parameters:
    ///   - head: What is now known of both ends of the log.
    ///   - durably: Whether it is to be on the disk when this returns.
    /// - Throws: ``AuditError``.
    func store(_ head: ChainHead, durably: Bool) throws(AuditError) {
        guard let record else { return }
        let bytes = try AuditError.wrap(files.head) { () throws(CryptographyError) in
            try head.record(signedBy: keys)
        }
        try AuditError.wrap { () throws(FileError) in
            try record.write(bytes)
            if durably { try record.sync() }
        }
    }
}

// MARK: - Days

extension ChainWriter {
    /// Puts the lines of a day that is over into a file of their own, and removes files that are too old.
    ///
    /// A line is worth more than its place: what fails here is logged, and the current file goes on until tomorrow.
    private mutating func beginDayIfOver() {
        let today = CalendarDay(configuration.now())
        // A clock that was set back begins no day a second time.
        guard record != nil, today > head.day else { return }
        do throws(AuditError) {
            try closeDay()
            head.day = today
            // On the disk before the first line is: else a crash would put this day's lines under yesterday's name.
            try store(head, durably: true)
        } catch {
            head.day = today
            logger.error("the audit log could not begin a new day", metadata: ["error": "\(error)"])
        }
        removeOldDays()
    }

    private mutating func closeDay() throws(AuditError) {
        guard try AuditError.wrap({ () throws(FileError) in try log.size }) > 0 else { return }
        let closed = files.path(of: head.day)
        try store(head, durably: true)
        try AuditError.wrap { () throws(FileError) in
            try Files.rename(files.current, to: closed)
            do throws(FileError) {
                log = try GrowingFile(files.current, durability: .synced)
            } catch {
                // The open file is still the one that was renamed: lines would go where nobody looks for them.
                try Files.rename(closed, to: files.current)
                throw error
            }
        }
    }

    /// Removes what retention no longer asks for, after the head has taken note of it.
    mutating func removeOldDays() {
        do {
            let expired = try files.expiredDays(keeping: configuration.retentionDays(), at: configuration.now())
            guard let newest = expired.last else { return }
            try moveAnchor(to: files.path(of: newest))
            for day in expired { try Files.remove(files.path(of: day)) }
            logger.notice(
                "old days of the audit log were removed", metadata: ["audit.removed": .array(expired.map { "\($0)" })])
        } catch {
            logger.error("old days of the audit log could not be removed", metadata: ["error": "\(error)"])
        }
    }

    /// Notes in the head that the log begins after the last line of `path`, on the disk when this returns.
    ///
    /// A crash between this and the removal leaves files that are older than the anchor, which does no harm.
    private mutating func moveAnchor(to path: String) throws {
        guard let line = try LogTail(of: path).lastLine, let last = try? ChainedLine(line),
            try last.verdict(of: keys) == .authentic
        else { throw AuditError(.otherKey, path) }
        guard last.mark.number > head.anchor?.number ?? 0 else { return }
        head.anchor = last.mark
        try store(head, durably: true)
    }
}
