import FoundationEssentials
import Glibc

/// A folder of a test's own, removed with everything in it when the test lets go of it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        let root = FileManager.default.temporaryDirectory.path
        path = "\(root)/steward-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of something in this folder.
    package func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes `text` into the file itself, as an editor does that keeps the file.
    package func write(_ text: String, to name: String) throws {
        try write(Array(text.utf8), to: name)
    }

    /// Writes `bytes` into the file itself, as an editor does that keeps the file.
    package func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: self(name)))
    }

    /// What the file holds, as text.
    package func text(of name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: self(name))), as: UTF8.self)
    }

    /// The lines that the file holds.
    package func lines(of name: String) throws -> [String] {
        try text(of: name).split(separator: "\n").map(String.init)
    }

    /// Makes a folder in this folder.
    package func createFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: self(name), withIntermediateDirectories: false)
    }

    /// Makes a symbolic link to `target`, a path as seen from this folder.
    package func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
    }

    /// Gives `name` the name `other`, and takes that from whatever had it; FileManager refuses to.
    package func rename(_ name: String, to other: String) {
        unsafe Glibc.rename(self(name), self(other))
    }
}
