import Files
import Glibc

/// What a settings file says: the settings, and what an admin should know about them.
package struct SettingsFile: Sendable, Equatable {
    package var settings: Settings
    /// What was ignored, in the order of the file; the settings hold all the same.
    package var warnings: [SettingsProblem]

    /// In bytes.
    package static let maximumSize = 1 << 20

    /// Reads and checks a whole settings file.
    ///
    /// - Parameters:
    ///   - bytes: JSON text of at most ``maximumSize`` bytes.
    ///   - path: Where it came from, for the messages.
    /// - Throws: ``SettingsError`` with everything that is wrong; of text that is no JSON, the first place.
    package init(parsing bytes: [UInt8], path: String) throws(SettingsError) {
        let reading = SettingsReading(of: bytes, path: path)
        guard reading.problems.isEmpty else { throw SettingsError(reading.problems) }
        settings = reading.settings
        warnings = reading.warnings
    }

    /// Reads and checks the settings file at `path`.
    ///
    /// - Parameter path: May be a symbolic link.
    /// - Throws: ``SettingsError``, also when the file cannot be read.
    package init(at path: String) throws(SettingsError) {
        try self.init(parsing: try Self.bytes(of: path), path: path)
    }

    /// The content of the settings file, unchecked.
    static func bytes(of path: String) throws(SettingsError) -> [UInt8] {
        do throws(FileError) {
            return try Files.read(path, limit: maximumSize)
        } catch {
            let reason = error.code == EFBIG ? "it has more than \(maximumSize) bytes" : error.reason
            throw SettingsError([SettingsProblem(file: path, "cannot be read: \(reason)")])
        }
    }
}
