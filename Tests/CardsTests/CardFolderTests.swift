import FoundationEssentials
import Testing

@testable import Cards

@Suite struct CardFolderTests {
    /// Runs `body` with a folder of its own that holds `files`, and removes it afterwards.
    private func withFolder(_ files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cards-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let locales = folder.appending(path: "locales")
        try FileManager.default.createDirectory(at: locales, withIntermediateDirectories: true)
        for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
        try body(folder.path)
    }

    @Test func `a folder is read, and files of other kinds are left alone`() throws {
        let files = CardLibrary.builtinFiles.merging(["README.md": [], "locales/notes.txt": []]) { $1 }
        try withFolder(files) { folder in
            let library = try CardLibrary(folder: folder)
            #expect(library.languages == CardLibrary.builtin.languages)
        }
    }

    @Test func `a mistake in a folder is found`() throws {
        try withFolder(CardLibrary.builtinFiles.merging(["form.json": Array("{".utf8)]) { $1 }) { folder in
            let error = #expect(throws: CardError.self) { try CardLibrary(folder: folder) }
            #expect(error?.problems.first?.file == "form.json")
        }
    }

    @Test func `a folder that is not there is a problem of its own`() throws {
        try withFolder([:]) { folder in
            let error = #expect(throws: CardError.self) { try CardLibrary(folder: folder + "/none") }
            #expect(error?.problems.count == 1)
        }
    }
}
