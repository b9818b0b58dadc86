import Files
import TemporaryFolders
import Testing

@Suite struct ShorteningTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Keeps the lines that begin with `keep`.
    private func file(growth: Int64, at path: String? = nil) throws -> AppendOnlyFile {
        let shortening = AppendOnlyFile.Shortening(growth: growth) { bytes in
            bytes.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: "keep".utf8) }
                .flatMap { $0 + [UInt8(ascii: "\n")] }
        }
        return try AppendOnlyFile(path ?? folder("file"), durability: .buffered, shortening: shortening)
    }

    @Test func `what no longer matters goes when the file has grown, and adding goes on`() async throws {
        let file = try file(growth: 20)
        for line in ["keep 1", "drop 1", "drop 2", "keep 2", "drop 3"] {
            try await file.append(Array("\(line)\n".utf8))
        }
        #expect(try folder.lines(of: "file") == ["keep 1", "keep 2", "drop 3"])
    }

    @Test func `of lines that are added at the same time none is lost`() async throws {
        let file = try file(growth: 64)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 { group.addTask { try await file.append(Array("keep \(number)\n".utf8)) } }
            for number in 0..<200 { group.addTask { try await file.append(Array("drop \(number)\n".utf8)) } }
            try await group.waitForAll()
        }
        let kept = try folder.lines(of: "file").filter { $0.hasPrefix("keep") }
        #expect(Set(kept) == Set((0..<200).map { "keep \($0)" }))
        #expect(kept.count == 200)
    }

    @Test(.enabled(if: Files.currentUser != 0, "the superuser may open every folder"))
    func `a file that was replaced without certainty is opened again`() async throws {
        try folder.createFolder("inside")
        let file = try file(growth: 1, at: folder("inside/file"))
        // Files can be made there, but the folder cannot be opened to be synced.
        try Files.setPermissions(of: folder("inside"), to: 0o300)
        defer { try? Files.setPermissions(of: folder("inside"), to: 0o700) }
        try await file.append(Array("drop 1\n".utf8))
        try await file.append(Array("keep 1\n".utf8))
        #expect(try folder.lines(of: "inside/file") == ["keep 1"])
    }

    @Test func `the file is as private as before`() async throws {
        let file = try file(growth: 1)
        try await file.append(Array("keep\n".utf8))
        #expect(Files.permissions(of: folder("file")) == 0o600)
    }

    @Test func `what is no file is never shortened`() async throws {
        let file = try file(growth: 1, at: "/dev/null")
        try await file.append(Array("drop\n".utf8))
        #expect(!Files.isRegular("/dev/null"))
    }

    @Test func `a file that cannot be replaced goes on growing, and no line fails for it`() async throws {
        try folder.createFolder("inside")
        let file = try file(growth: 1, at: folder("inside/file"))
        // Out of reach of its old name, so there is nothing to replace.
        folder.rename("inside", to: "elsewhere")
        try await file.append(Array("drop 1\n".utf8))
        try await file.append(Array("keep 1\n".utf8))
        #expect(try folder.lines(of: "elsewhere/file") == ["drop 1", "keep 1"])
    }
}
