/// The first thing that is wrong with a log, and where.
package struct AuditFinding: Sendable, Equatable, CustomStringConvertible {
    /// What is wrong with a line; numbers are those that the lines carry.
    package enum Problem: Sendable, Equatable {
        /// No line as this program writes them.
        case unreadable
        /// The code is not that of the line.
        case edited
        /// From here on no code is right.
        case recomputed
        /// Signed under a key that we do not have.
        case otherKey(String)
        case newerVersion(Int)
        /// Lines are gone from before this one.
        case missing(ClosedRange<Int>)
        /// The line that belongs here stands further down in the same file.
        case swapped(Int, foundAt: Int)
        /// A line with this number, or a later one, stands before it.
        case repeated(Int)
        /// Number and code are right, and yet it is not the continuation of the line before.
        case spliced
        /// Lines are gone from the end.
        case truncated(ClosedRange<Int>)
        /// There is no head, so nobody can tell whether lines are gone from the ends.
        case headMissing
        /// The head is not as it was written.
        case headEdited
    }

    /// The file.
    package var path: String
    /// Counted from 1 in the file; behind the last one where lines are gone from the end.
    package var line: Int
    package var problem: Problem

    package init(path: String, line: Int, problem: Problem) {
        self.path = path
        self.line = line
        self.problem = problem
    }

    package var description: String { "\(path):\(line): \(problem)" }
}

extension AuditFinding.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable: "edited: this is no line of the audit log"
        case .edited: "edited: the line is not as it was written"
        case .recomputed: "re-computed without the key: from here on no line is as it was written"
        case .otherKey(let key):
            "re-computed with another key: it is signed under \(key), which is no key of STEWARD_KEY; "
                + "if you had one of that name, add it to the list"
        case .newerVersion(let version):
            "format \(version), which a later version of Steward writes: verify it with that one"
        case .missing(let numbers): "missing: \(Self.words(numbers)) should stand before this line"
        case .swapped(let number, let line): "swapped: number \(number) belongs here, and stands in line \(line)"
        case .repeated(let number): "repeated: number \(number) stands here, and the log is further on already"
        case .spliced: "spliced: the line was written after another one than stands before it"
        case .truncated(let numbers): "truncated: \(Self.words(numbers)) should follow"
        case .headMissing: "missing: without this file nobody can tell whether lines are gone from the ends of the log"
        case .headEdited: "edited: nobody can tell whether lines are gone from the ends of the log"
        }
    }

    private static func words(_ numbers: ClosedRange<Int>) -> String {
        numbers.count == 1
            ? "number \(numbers.lowerBound)"
            : "\(numbers.count) lines, numbers \(numbers.lowerBound) to \(numbers.upperBound),"
    }
}
