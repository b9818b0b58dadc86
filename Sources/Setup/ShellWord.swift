/// Text as a POSIX shell reads it back, wherever it stands for one word.
package enum ShellWord {
    /// Puts `text` in quotes where the shell would read something else without them.
    package static func quoted(_ text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
        // Between these quotes nothing means anything but the quote itself.
        return "'" + text.replacing("'", with: #"'\''"#) + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "%+,-./:=@_".utf8.contains(byte)
        }
    }
}
