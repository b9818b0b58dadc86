import Files
import TemporaryFolders
import Testing

@testable import Cards

@Suite struct CardFilesTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder.ofCards() }

    private func problems() -> [String] {
        do throws(CardError) {
            _ = try CardLibrary(folder: folder.path)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func `a folder is read, and files of other kinds are left alone`() throws {
        for name in ["README.md", "locales/notes.txt", ".form.json", "form.json~", "locales/.#en-US.json"] {
            try folder.write("no card", to: name)
        }
        #expect(try CardLibrary(folder: folder.path).languages == CardLibrary.builtin.languages)
    }

    @Test func `a mistake in a folder is found`() throws {
        try folder.write("{", to: "form.json")
        #expect(problems().first?.hasPrefix("form.json:1:2: ") == true)
    }

    @Test func `everything that cannot be read is named`() throws {
        try folder.write([UInt8](repeating: 0x20, count: CardFiles.maximumSize + 1), to: "status.json")
        try folder.link("locales/tlh.json", to: "nowhere")
        #expect(
            problems() == [
                "status.json: cannot be read: File too large",
                "locales/tlh.json: cannot be read: No such file or directory",
            ])
    }

    @Test func `a folder that is not there is a problem of its own`() throws {
        let error = #expect(throws: CardError.self) { try CardLibrary(folder: folder("none")) }
        #expect(error?.problems.map(\.description) == [".: cannot be read: No such file or directory"])
    }

    @Test func `a folder without locales says so`() throws {
        folder.rename("locales", to: "languages")
        #expect(problems() == ["locales/: cannot be read: No such file or directory"])
    }
}

extension TemporaryFolder {
    /// A folder with the cards that come with the program.
    static func ofCards() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.createFolder("locales")
        for (name, bytes) in CardLibrary.builtinFiles { try folder.write(bytes, to: name) }
        return folder
    }

    /// Puts `replacement` in place of a piece of a file that must be in it.
    func replace(_ piece: String, with replacement: String, in name: String) throws {
        let text = try text(of: name)
        try #require(text.contains(piece))
        try write(text.replacing(piece, with: replacement), to: name)
    }
}
