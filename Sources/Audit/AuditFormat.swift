import Recordings

/// How lines of the log are shown, one at a time, so that a long log needs no more memory than a short one.
package enum AuditFormat: String, Sendable, CaseIterable {
    /// For people and terminals.
    case table
    /// The lines as they are, one JSON object each.
    case json
    /// For spreadsheets: every member of a line, none of which can become a formula.
    case csv

    /// What stands above the first line, without a line feed.
    package var heading: String? {
        switch self {
        case .table: Self.row(Self.columns.map(\.name))
        case .json: nil
        case .csv: AuditRecord.names.map(Self.cell).joined(separator: ",")
        }
    }

    /// One line, without a line feed; RFC 4180 asks for CR LF behind those of CSV, and spreadsheets take LF.
    package func text(of record: AuditRecord) -> String {
        switch self {
        case .table: Self.row(Self.columns.map { $0.value(record) })
        case .json: String(decoding: record.line, as: UTF8.self)
        case .csv: AuditRecord.names.map { Self.cell(record.text($0)) }.joined(separator: ",")
        }
    }
}

// MARK: - Table

extension AuditFormat {
    private struct Column: Sendable {
        let name: String
        /// In characters; a longer value is never cut, for half an address is the wrong one.
        let width: Int
        let value: @Sendable (AuditRecord) -> String
    }

    private static let columns = [
        Column(name: "TIME (UTC)", width: 19) { record in
            String(record.text("time").prefix(19)).split(separator: "T").joined(separator: " ")
        },
        Column(name: "STATUS", width: 11) { $0.text("status") },
        Column(name: "PERSON", width: 26) { $0.text("requestor") },
        Column(name: "MEETING", width: 13) { record in
            MeetingNumber(record.text("meeting_number"))?.description ?? record.text("meeting_id")
        },
        Column(name: "REC", width: 3) { $0.recordings.isEmpty ? "" : "\($0.recordings.count)" },
        Column(name: "WHAT", width: 0) { record in
            [record.text("rule"), record.text("description"), record.text("reference")].filter { !$0.isEmpty }
                .joined(separator: ", ")
        },
    ]

    private static func row(_ values: [String]) -> String {
        zip(columns, values).map { column, value in
            let text = harmless(value.isEmpty ? "-" : value, marking: "\u{FFFD}")
            return text + String(repeating: " ", count: max(0, column.width - text.count))
        }.joined(separator: "  ")
    }

    /// Without what would steer a terminal or turn the direction of the text.
    private static func harmless(_ text: String, marking place: Unicode.Scalar) -> String {
        var harmless = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                harmless.unicodeScalars.append(place)
            default: harmless.unicodeScalars.append(scalar)
            }
        }
        return harmless
    }
}

// MARK: - CSV

extension AuditFormat {
    /// What makes spreadsheets take a text for a formula, in the two widths that some write it in.
    private static let formulaMarks: Set<Character> = [
        "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    /// A value in quotes; an apostrophe in front makes a text of what looks like a formula.
    private static func cell(_ value: String) -> String {
        let text = harmless(value, marking: " ")
        let first = text.first { !$0.isWhitespace }
        let isFormula = first.map { formulaMarks.contains($0) } ?? false
        let quoted = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        return "\"\(isFormula ? "'" : "")\(quoted)\""
    }
}
