import FoundationEssentials
import Glibc

/// The program itself, as a process of its own that can be killed.
package final class ChildProcess: Sendable {
    /// As the operating system knows it.
    package let id: Int32

    /// Starts `steward`, which is built beside the tests.
    ///
    /// - Parameters:
    ///   - arguments: Without the program's name.
    ///   - environment: All that it gets, beside what the sanitizers of these tests are told.
    /// - Throws: When there is no such program, or the system starts none.
    package init(_ arguments: [String], environment: [String: String]) throws {
        let path = try Self.program()
        let variables = environment.merging(Self.sanitizers) { own, _ in own }.map { "\($0.key)=\($0.value)" }
        var id: pid_t = 0
        let code = unsafe Self.withCStrings([path] + arguments) { arguments in
            unsafe Self.withCStrings(variables) { unsafe posix_spawn(&id, path, nil, nil, arguments, $0) }
        }
        guard code == 0 else { throw NotStarted(code: code) }
        self.id = id
    }

    /// Sends it a signal; one that has ended gets none.
    package func send(_ signal: Int32) { kill(id, signal) }

    /// Waits until it has ended; its exit code, or nothing when a signal ended it.
    package func ended() async throws -> Int32? {
        var status: Int32 = 0
        while unsafe waitpid(id, &status, WNOHANG) == 0 { try await ContinuousClock().sleep(for: .milliseconds(10)) }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    }

    /// What the program must be told when it is built with a sanitizer, as these tests then are.
    private static let sanitizers = ProcessInfo.processInfo.environment.filter {
        $0.key.hasSuffix("SAN_OPTIONS") || $0.key == "LD_PRELOAD"
    }

    private static func program() throws -> String {
        var path = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/exe", &path, path.count)
        let own = String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // Where a runner loads the tests, its first argument names them.
        for candidate in [own] + CommandLine.arguments {
            let folder = candidate.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let program = (folder + ["steward"]).joined(separator: "/")
            if unsafe access(program, X_OK) == 0 { return program }
        }
        throw MissingProgram()
    }

    private struct MissingProgram: Error {}
    private struct NotStarted: Error { var code: Int32 }

    private static func withCStrings<Output>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Output
    ) -> Output {
        let copies = unsafe strings.map { unsafe strdup($0) } + [nil]
        defer { unsafe copies.forEach { unsafe free($0) } }
        return unsafe body(copies)
    }
}
