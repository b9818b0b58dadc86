import Recordings
import WebexAPI

/// What is wrong with the environment, every problem of it at once.
package struct OptionsError: Error, Equatable, CustomStringConvertible {
    /// Each names the variable, what is wrong and what is allowed; never the value of a secret.
    package var problems: [String]
    package var description: String { problems.joined(separator: "\n") }
}

/// Reads settings from environment variables, each also from the file that `NAME_FILE` points to.
///
/// It notes what is wrong and goes on, so that one start shows every mistake.
struct EnvironmentReader {
    private let variables: [String: String]
    private let readFile: (String) throws -> String
    private(set) var problems: [String] = []

    init(_ variables: [String: String], readFile: @escaping (String) throws -> String) {
        self.variables = variables
        self.readFile = readFile
    }

    mutating func note(_ problem: String) { problems.append(problem) }

    /// The value without the blanks around it; nothing when it is not set or empty.
    mutating func text(_ name: String) -> String? {
        let direct = variables[name].map { $0.trimmingBlanks() } ?? ""
        let path = variables[name + "_FILE"].map { $0.trimmingBlanks() } ?? ""
        guard !path.isEmpty else { return direct.isEmpty ? nil : direct }
        guard direct.isEmpty else {
            note("\(name) and \(name)_FILE are both set: remove one of them")
            return nil
        }
        do {
            let text = try readFile(path).trimmingBlanks()
            // Whoever names a file means what is in it; going on without could mean a key that nobody keeps.
            if text.isEmpty { note("\(name)_FILE: \(path) is empty") }
            return text.isEmpty ? nil : text
        } catch {
            note("\(name)_FILE: \(error)")
            return nil
        }
    }

    mutating func secret(_ name: String) -> Secret? { text(name).map { Secret($0) } }

    mutating func number(_ name: String, in range: ClosedRange<Int>, default usual: Int) -> Int {
        guard let text = text(name) else { return usual }
        guard let number = Int(text), range.contains(number) else {
            note("\(name): \"\(text)\" is not a number from \(range.lowerBound) to \(range.upperBound)")
            return usual
        }
        return number
    }

    mutating func isOn(_ name: String) -> Bool {
        guard let text = text(name)?.lowercased() else { return false }
        if ["1", "true", "yes", "on"].contains(text) { return true }
        if !["0", "false", "no", "off"].contains(text) { note("\(name): \"\(text)\" is neither true nor false") }
        return false
    }

    /// The address for whoever has to mend it, without the name and password that somebody may have put into it.
    static func quoted(_ address: String) -> String {
        guard let start = address.firstRange(of: "://")?.upperBound, let end = address.lastIndex(of: "@"), start < end
        else {
            return "\"\(address)\""
        }
        return "\"\(address[..<start])…\(address[end...])\""
    }

    /// An absolute address without a slash at its end.
    mutating func address(_ name: String, default usual: String) -> String {
        guard let text = text(name) else { return usual }
        guard let address = WebexAddress(text), ["https", "http"].contains(address.scheme) else {
            note("\(name): \(Self.quoted(text)) is not an address that begins with https:// or http://")
            return usual
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
