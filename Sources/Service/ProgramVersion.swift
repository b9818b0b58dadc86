import Cryptography
import FoundationEssentials
import HTTPTransport
import WebConnections

/// Which version of the program this is, and what it runs on: every report of a defect needs both.
package enum ProgramVersion {
    /// As semantic versioning writes it.
    ///
    /// - SeeAlso: <https://semver.org>
    package static let current = "0.1.0"

    /// The C libraries in use with their versions.
    package static var libraries: [(name: String, version: String)] {
        [
            ("libcurl", CurlLibrary.version), ("OpenSSL", OpenSSLLibrary.version),
            ("libwebsockets", WebSocketsLibrary.version),
        ]
    }

    /// The program, the libraries and the system, a line each.
    package static var report: [String] { parts + [ProcessInfo.processInfo.operatingSystemVersionString] }

    /// The program and the libraries in one line.
    package static var line: String { parts.joined(separator: ", ") }

    private static var parts: [String] {
        ["steward \(current)"] + libraries.map { "\($0.name) \($0.version)" }
    }
}
