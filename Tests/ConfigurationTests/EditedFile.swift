import Files
import FoundationEssentials
import Glibc
import TemporaryFolders

/// A settings file that somebody edits, in one of the ways that editors, scripts and orchestrators have.
final class EditedFile: Sendable {
    enum Way: CaseIterable {
        /// The file is opened and written over, as by `cp` or `echo >`.
        case inPlace
        /// The same, but emptied a moment before.
        case truncatedFirst
        /// A new file takes the name, as most editors do it.
        case renamed
        /// A link to the folder of the file is swapped, as Kubernetes does with a ConfigMap.
        case folderLinkSwapped
        /// The file has another name elsewhere and is written there, as with a bind mount of the single file.
        case fromElsewhere
    }

    enum Content: Equatable {
        case text(String)
        /// Longer than any settings file may be.
        case fiveMegabytes
        case folder
        /// Nobody can read it, not even root.
        case unreadable
    }

    let folder: TemporaryFolder
    private let elsewhere: TemporaryFolder
    private let way: Way

    /// Begins with `text`.
    init(_ way: Way, beginningWith text: String) throws {
        (folder, elsewhere) = (try TemporaryFolder(), try TemporaryFolder())
        self.way = way
        switch way {
        case .folderLinkSwapped:
            try swapLink(to: .text(text))
            try folder.link("config.json", to: "..data/config.json")
        case .fromElsewhere:
            try elsewhere.write(text, to: "real.json")
            try FileManager.default.linkItem(atPath: elsewhere("real.json"), toPath: folder("config.json"))
        default: try folder.write(text, to: "config.json")
        }
    }

    var path: String { folder("config.json") }

    /// Whether a file can come to hold this in this way.
    static func fits(_ content: Content, _ way: Way) -> Bool {
        switch content {
        case .text, .fiveMegabytes: true
        case .folder, .unreadable: way == .renamed || way == .folderLinkSwapped
        }
    }

    func change(to content: Content) throws {
        switch way {
        case .inPlace: try folder.write(try bytes(of: content), to: "config.json")
        case .truncatedFirst:
            try folder.write("", to: "config.json")
            try folder.write(try bytes(of: content), to: "config.json")
        case .renamed:
            try put(content, at: "new")
            // A folder and a file never take each other's name.
            if Files.isFolder(path) || content == .folder { try FileManager.default.removeItem(atPath: path) }
            folder.rename("new", to: "config.json")
        case .folderLinkSwapped: try swapLink(to: content)
        case .fromElsewhere: try elsewhere.write(try bytes(of: content), to: "real.json")
        }
    }

    private func swapLink(to content: Content) throws {
        let version = "..\(UUID().uuidString)"
        try folder.createFolder(version)
        try put(content, at: "\(version)/config.json")
        try folder.link("..new", to: version)
        folder.rename("..new", to: "..data")
    }

    private func put(_ content: Content, at name: String) throws {
        switch content {
        case .folder: try folder.createFolder(name)
        // Permissions do not keep root from reading.
        case .unreadable: try folder.link(name, to: "config.json")
        case .text, .fiveMegabytes: try folder.write(try bytes(of: content), to: name)
        }
    }

    private func bytes(of content: Content) throws -> [UInt8] {
        switch content {
        case .text(let text): Array(text.utf8)
        case .fiveMegabytes: Array(repeating: UInt8(ascii: " "), count: 5 << 20)
        case .folder, .unreadable: throw FileError(operation: "write", path: path, code: EISDIR)
        }
    }
}
