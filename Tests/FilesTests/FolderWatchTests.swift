import Files
import FoundationEssentials
import TemporaryFolders
import Testing

@Suite(.timeLimit(.minutes(1))) struct FolderWatchTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// So rare that an element can only come from a change.
    private static let never = Duration.seconds(3600)

    /// Ways in which editors, configuration managers and Kubernetes change a file.
    enum Edit: CaseIterable {
        case inPlace, renamed, removedAndMadeAgain, folderLinkSwapped, behindALink
    }

    @Test(arguments: Edit.allCases)
    func `every way of changing a file leads to an element, the second time too`(edit: Edit) async throws {
        let outside = try TemporaryFolder()
        switch edit {
        case .folderLinkSwapped:
            try folder.createFolder("v1")
            try folder.write("1", to: "v1/config.json")
            try folder.link("..data", to: "v1")
            try folder.link("config.json", to: "..data/config.json")
        case .behindALink:
            try outside.write("1", to: "real.json")
            try folder.link("config.json", to: outside("real.json"))
        default: try folder.write("1", to: "config.json")
        }
        var changes = try FolderWatch.changes(of: folder.path, tick: Self.never).makeAsyncIterator()

        for version in ["22", "333"] {
            let before = try Files.stamp(folder("config.json"))
            switch edit {
            case .inPlace: try folder.write(version, to: "config.json")
            case .renamed: try Files.replace(folder("config.json"), with: Array(version.utf8))
            case .removedAndMadeAgain:
                try Files.remove(folder("config.json"))
                try folder.write(version, to: "config.json")
            case .folderLinkSwapped:
                try folder.createFolder(version)
                try folder.write(version, to: "\(version)/config.json")
                try folder.link("..new", to: version)
                folder.rename("..new", to: "..data")
            case .behindALink: try outside.write(version, to: "real.json")
            }
            #expect(await changes.next() != nil)
            #expect(try Files.stamp(folder("config.json")) != before)
        }
    }

    @Test func `an element comes at every tick without any change`() async throws {
        var changes = try FolderWatch.changes(of: folder.path, tick: .milliseconds(1)).makeAsyncIterator()
        #expect(await changes.next() != nil)
        #expect(await changes.next() != nil)
    }

    @Test func `changes without a pause do not hold the element back for ever`() async throws {
        let changes = try FolderWatch.changes(of: folder.path, quiet: Self.never, tick: Self.never)
        try folder.write("1", to: "config.json")
        var iterator = changes.makeAsyncIterator()
        #expect(await iterator.next() != nil)
    }

    @Test func `the stream ends when its consumer is cancelled`() async throws {
        let changes = try FolderWatch.changes(of: folder.path, tick: Self.never)
        let consumer = Task { for await _ in changes {} }
        consumer.cancel()
        await consumer.value
    }

    @Test func `the watches are given back when the stream is dropped`() async throws {
        let inode = try FileManager.default.attributesOfItem(atPath: folder.path)[.systemFileNumber] as? Int
        let watch = "ino:\(String(try #require(inode), radix: 16)) "
        var changes: AsyncStream<Void>? = try FolderWatch.changes(of: folder.path, tick: Self.never)
        #expect(changes != nil)
        #expect(Self.isWatched(watch))
        changes = nil
        while Self.isWatched(watch) { await Task.yield() }
    }

    /// Whether some inotify instance of this process holds a watch that the kernel describes so.
    private static func isWatched(_ watch: String) -> Bool {
        let instances = (try? Files.list("/proc/self/fdinfo")) ?? []
        return instances.contains { name in
            let text = try? Files.read("/proc/self/fdinfo/\(name)", limit: 1 << 20)
            return String(decoding: text ?? [], as: UTF8.self).contains(watch)
        }
    }

    @Test(arguments: ["missing", "file"])
    func `what is no folder is refused at once`(name: String) throws {
        try folder.write("", to: "file")
        #expect(throws: FileError.self) { try FolderWatch.changes(of: folder(name)) }
    }
}
