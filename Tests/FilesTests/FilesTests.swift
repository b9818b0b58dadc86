import Files
import FoundationEssentials
import Glibc
import TemporaryFolders
import Testing

@Suite struct FilesTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
    func `a file is read whole up to its limit, and one byte more is refused`(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        try folder.write(bytes, to: "file")

        #expect(try Files.read(folder("file"), limit: size) == bytes)
        try folder.write(bytes + [1], to: "file")
        let error = #expect(throws: FileError.self) { try Files.read(folder("file"), limit: size) }
        #expect(error?.code == EFBIG)
    }

    @Test(arguments: [(0, ""), (1, "d"), (3, "bcd"), (4, "abcd"), (5, "abcd")])
    func `the end of a file is as long as its limit`(limit: Int, end: String) throws {
        try folder.write("abcd", to: "file")
        #expect(try Files.readEnd(of: folder("file"), limit: limit) == Array(end.utf8))
    }

    @Test(arguments: [("missing", ENOENT), (".", EISDIR)])
    func `what cannot be read says why`(name: String, code: Int32) throws {
        let error = #expect(throws: FileError.self) { try Files.read(folder(name), limit: 10) }
        #expect(error == FileError(operation: "read", path: folder(name), code: code))
    }

    @Test func `an error reads as a sentence for the operator`() {
        let error = FileError(operation: "read", path: "/config/config.json", code: ENOENT)
        #expect(error.description == "could not read /config/config.json: No such file or directory (errno 2)")
    }

    @Test func `a replaced file has the new content and permissions, and nothing is left beside it`() throws {
        try Files.replace(folder("file"), with: Array("old".utf8), permissions: 0o644)
        try Files.replace(folder("file"), with: Array("new".utf8), permissions: 0o600)

        #expect(try folder.text(of: "file") == "new")
        #expect(try Files.list(folder.path) == ["file"])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder("file"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a replacement that fails leaves what was there and nothing else`() throws {
        try folder.createFolder("taken")
        #expect(throws: FileError.self) { try Files.replace(folder("taken"), with: [1]) }
        #expect(throws: FileError.self) { try Files.replace(folder("missing/file"), with: [1]) }
        #expect(try Files.list(folder.path) == ["taken"])
    }

    @Test func `folders are made with those above them, and making one twice is no error`() throws {
        try Files.createFolder(folder("a/b/c"))
        try Files.createFolder(folder("a/b/c"))
        #expect(Files.isFolder(folder("a/b/c")))
        try folder.write("", to: "file")
        #expect(throws: FileError.self) { try Files.createFolder(folder("file")) }
        #expect(throws: FileError.self) { try Files.createFolder(folder("file/below")) }
    }

    @Test func `a link to nothing does not exist, a link to a folder is one`() throws {
        try folder.createFolder("real")
        try folder.link("to-folder", to: "real")
        try folder.link("to-nothing", to: "nowhere")
        #expect(Files.isFolder(folder("to-folder")))
        #expect(Files.exists(folder("to-folder")))
        #expect(!Files.exists(folder("to-nothing")))
        #expect(try Files.list(folder.path) == ["real", "to-folder", "to-nothing"])
    }

    @Test func `removing what is gone already is no error`() throws {
        try folder.write("x", to: "file")
        try Files.remove(folder("file"))
        try Files.remove(folder("file"))
        #expect(!Files.exists(folder("file")))
        #expect(throws: FileError.self) { try Files.remove(folder.path) }
    }

    @Test func `a file gets another name, unless something has that already`() throws {
        try folder.write("one", to: "one")
        try Files.rename(folder("one"), to: folder("two"))
        #expect(try Files.list(folder.path) == ["two"])
        try folder.write("one", to: "one")
        let error = #expect(throws: FileError.self) { try Files.rename(folder("one"), to: folder("two")) }
        #expect(error?.code == EEXIST)
        #expect(try folder.text(of: "one") == "one")
    }

    @Test func `a file belongs to who made it`() throws {
        try folder.write("", to: "file")
        #expect(Files.owner(of: folder("file")) == Files.currentUser)
        #expect(Files.owner(of: folder("missing")) == nil)
    }

    @Test(arguments: [
        ("/config/config.json", "/config"), ("config.json", "."), ("/config.json", "/"), ("a/b/", "a"), ("/", "/"),
        ("", "."), ("./a", "."), ("/a//b", "/a/"),
    ])
    func `the folder of a path`(path: String, folder: String) {
        #expect(Files.folder(of: path) == folder)
    }

    @Test func `a stamp changes with the content, through symbolic links, and not by itself`() throws {
        try folder.write("one", to: "v1")
        try folder.write("one", to: "v2")
        try folder.link("current", to: "v1")
        let first = try Files.stamp(folder("current"))
        #expect(try Files.stamp(folder("current")) == first)

        try folder.link("next", to: "v2")
        folder.rename("next", to: "current")
        let second = try Files.stamp(folder("current"))
        #expect(second != first)

        try folder.write("longer", to: "v2")
        #expect(try Files.stamp(folder("current")) != second)
        #expect(throws: FileError.self) { try Files.stamp(folder("missing")) }
    }
}
