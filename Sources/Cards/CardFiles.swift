import Files
import Reloading

/// A folder with a template for each card, such as `form.json`, and `locales/<tag>.json`.
///
/// Files of other kinds, and hidden ones, such as editors leave while they work, are left alone.
struct CardFiles: ReloadSource {
    typealias Contents = [String: [UInt8]]

    let path: String

    /// In bytes, of one file.
    static let maximumSize = 1 << 20

    private static let subfolders = ["", "locales/"]

    var folders: [String] { Self.subfolders.map { "\(path)/\($0)" } }

    func stamp() -> [String: Result<FileStamp, FileError>] {
        var stamps: [String: Result<FileStamp, FileError>] = [:]
        for subfolder in Self.subfolders {
            do throws(FileError) {
                for name in try names(in: subfolder) {
                    stamps[name] = Result { () throws(FileError) in try Files.stamp("\(path)/\(name)") }
                }
            } catch {
                stamps[subfolder] = .failure(error)
            }
        }
        return stamps
    }

    /// The contents of the files by their path in the folder.
    ///
    /// - Throws: ``CardError`` with everything that cannot be read.
    func read() throws(CardError) -> Contents {
        var contents: Contents = [:]
        var problems: [CardError.Problem] = []
        for name in try names() {
            do throws(FileError) {
                contents[name] = try Files.read("\(path)/\(name)", limit: Self.maximumSize)
            } catch {
                problems.append(CardError.Problem("cannot be read: \(error.reason)", in: name))
            }
        }
        guard problems.isEmpty else { throw CardError(problems) }
        return contents
    }

    private func names() throws(CardError) -> [String] {
        var names: [String] = []
        for subfolder in Self.subfolders {
            do throws(FileError) {
                names += try self.names(in: subfolder)
            } catch {
                let place = subfolder.isEmpty ? "." : subfolder
                throw CardError([CardError.Problem("cannot be read: \(error.reason)", in: place)])
            }
        }
        return names
    }

    func value(of content: Contents) throws(CardError) -> CardLibrary { try CardLibrary(files: content) }

    private func names(in subfolder: String) throws(FileError) -> [String] {
        try Files.list("\(path)/\(subfolder)").filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
            .map { subfolder + $0 }
    }
}
