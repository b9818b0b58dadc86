/// What looking through a log has shown.
package struct AuditReport: Sendable, Equatable {
    /// A file in which nothing is wrong.
    package struct File: Sendable, Equatable {
        package var path: String
        package var lines: Int
        /// The numbers of its first and its last line; nothing when it has none.
        package var numbers: ClosedRange<Int>?
    }

    /// How much could be looked at.
    package enum Depth: Sendable {
        /// Every byte.
        case codes
        /// Only whether lines follow each other: there was no key.
        case order
    }

    package var depth: Depth
    /// The files up to the first thing that is wrong, in the order of their lines.
    package var files: [File] = []
    package var finding: AuditFinding?
    /// What was not looked at, or is no matter of concern.
    package var remarks: [String] = []

    package var isSound: Bool { finding == nil }

    /// A line for each file, then what is wrong or was not looked at.
    package var lines: [String] {
        files.map { file in
            guard let numbers = file.numbers else { return "\(file.path): no lines" }
            let verdict = depth == .codes ? "sound" : "in order"
            return
                "\(file.path): \(verdict), \(file.lines) lines, numbers \(numbers.lowerBound) to \(numbers.upperBound)"
        } + (finding.map { ["\($0)"] } ?? []) + remarks
    }
}
