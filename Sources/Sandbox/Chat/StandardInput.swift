import Glibc
import LoopThreads

/// What is typed into the process.
package enum StandardInput {
    /// Whether somebody sees what they type; what comes through a pipe or from a file has to be written down.
    package static var source: TerminalChat.Source { isatty(STDIN_FILENO) == 1 ? .terminal : .script }

    /// Reads standard input line by line on a thread of its own, which ends with the input.
    ///
    /// - Returns: The lines without their ends; what is no UTF-8 in them is replaced by U+FFFD.
    /// - Throws: ``LoopThreadError`` when the system has no thread left to give.
    package static func lines() throws -> AsyncStream<String> {
        let (lines, feed) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .unbounded)
        try LoopThread.start("stdin") {
            // `readLine` holds the lock of the stream while it waits, and `fflush(nil)` takes the lock of every stream:
            // whoever prints would wait for the next line to be typed. Nobody else reads, so no lock is needed.
            while let line = nextLine(reading: getchar_unlocked) { feed.yield(line) }
            feed.finish()
        }
        return lines
    }

    /// The bytes until the next line end or the end of the input; nothing when there are none left.
    static func nextLine(reading next: () -> Int32) -> String? {
        var bytes: [UInt8] = []
        while true {
            let byte = next()
            switch byte {
            case Int32(UInt8(ascii: "\n")): return line(bytes)
            case 0...255: bytes.append(UInt8(byte))
            default: return bytes.isEmpty ? nil : line(bytes)
            }
        }
    }

    /// A terminal in raw mode, or a file from elsewhere, ends lines with a carriage return too.
    private static func line(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }
}
