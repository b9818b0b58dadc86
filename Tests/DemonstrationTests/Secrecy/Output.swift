import FoundationEssentials
import TemporaryFolders

/// Something that leaves the bot, or that it leaves behind, other than its answers to people.
struct Output: Sendable {
    /// Who may read it, which decides what may stand in it.
    enum Kind: Sendable {
        /// The log, and what commands print: for operators.
        case log
        /// The audit log: who asked for what.
        case audit
        /// Files in the state folder.
        case state
        /// What browsers, and whoever asks for health and metrics, are shown.
        case page
    }

    let kind: Kind
    let name: String
    let bytes: [UInt8]

    init(_ kind: Kind, _ name: String, _ bytes: [UInt8]) {
        (self.kind, self.name, self.bytes) = (kind, name, bytes)
    }

    init(_ kind: Kind, _ name: String, _ text: String) { self.init(kind, name, Array(text.utf8)) }

    /// Every file of a bench but its settings, which people write.
    static func files(in folder: TemporaryFolder, _ kind: (String) -> Kind) throws -> [Output] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        return try paths.compactMap { path in
            var isFolder = false
            guard FileManager.default.fileExists(atPath: folder(path), isDirectory: &isFolder), !isFolder,
                path != "config.json"
            else { return nil }
            return Output(kind(path), path, Array(try Data(contentsOf: URL(filePath: folder(path)))))
        }
    }
}
