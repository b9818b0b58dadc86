import Glibc

/// What somebody types in answer to a question; each call waits for it, so nothing else may need the thread.
package enum TerminalInput {
    /// Why there is no line.
    package struct Interrupted: Error {}

    /// Whether somebody sits in front of standard input.
    package static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// The next line of standard input without its end; nothing at the end of the input.
    package static func line() -> String? {
        var bytes: [UInt8] = []
        while let byte = nextByte() {
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// The next line, not shown while it is typed.
    ///
    /// - Returns: Nothing at the end of the input.
    /// - Throws: ``Interrupted`` when ^C was typed; ``FileError`` when the terminal shows everything.
    package static func secretLine() throws -> String? {
        guard isTerminal else { return line() }
        var usual = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &usual) == 0 else { throw FileError("look at", "the terminal") }
        var hidden = usual
        // Signals too: one that ended the process now would leave a terminal that shows nothing.
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { throw FileError("hide", "what is typed") }
        defer { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual) }
        var line = SecretLine()
        while let byte = nextByte() {
            switch line.take(byte) {
            case .goOn: continue
            case .entered(let text): return text
            case .ended: return nil
            case .interrupted: throw Interrupted()
            }
        }
        return nil
    }

    /// One byte at a time, for what follows a line belongs to whoever reads next.
    private static func nextByte() -> UInt8? {
        var byte: UInt8 = 0
        return retryingWhenInterrupted({ unsafe read(STDIN_FILENO, &byte, 1) }) == 1 ? byte : nil
    }
}
