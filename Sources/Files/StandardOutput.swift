import Glibc

/// What a program shows to whoever started it.
///
/// The C library's streams are left alone: flushing them waits for the one that standard input is read from.
package enum StandardOutput {
    /// Writes `text` at once; waits while nobody reads.
    ///
    /// - Parameter text: In UTF-8, without anything added.
    /// - Throws: ``FileError`` when there is nobody to read it any more.
    package static func write(_ text: String) throws(FileError) {
        let number = dup(STDOUT_FILENO)
        guard number >= 0 else { throw FileError("use", "standard output") }
        try FileDescriptor(owning: number, path: "standard output").write(Array(text.utf8))
    }
}
