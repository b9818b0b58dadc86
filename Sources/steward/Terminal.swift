import Files

/// What the program shows to whoever started it.
enum Terminal {
    /// Writes `text`; when nobody reads it any more there is nobody to tell.
    static func write(_ text: String, terminator: String = "\n") {
        try? StandardOutput.write(text + terminator)
    }
}
