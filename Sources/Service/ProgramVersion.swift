/// Which version of the program this is.
package enum ProgramVersion {
    /// As semantic versioning writes it.
    ///
    /// - SeeAlso: <https://semver.org>
    package static let current = "0.1.0"
}
