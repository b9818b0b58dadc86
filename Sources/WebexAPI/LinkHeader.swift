/// The targets of a `Link` header by their relation (RFC 8288), as Webex announces further pages.
package struct LinkHeader: Sendable, Equatable {
    private var targets: [String: String] = [:]

    /// Reads every link of the header; what is no link is passed over.
    ///
    /// - Parameter value: Comma-separated links, each `<address>; rel="name"`, possibly with other parameters. Commas and
    ///   semicolons inside an address or inside quotes do not separate.
    package init(_ value: String) {
        for link in Self.split(value, at: ",") {
            let parts = Self.split(link, at: ";").map { $0.trimmingSpaces }
            guard let target = parts.first, target.hasPrefix("<"), target.hasSuffix(">") else { continue }
            for parameter in parts.dropFirst() {
                let pair = parameter.split(separator: "=", maxSplits: 1).map { Substring($0).trimmingSpaces }
                guard pair.count == 2, pair[0].lowercased() == "rel" else { continue }
                for relation in pair[1].filter({ $0 != "\"" }).split(separator: " ") {
                    targets[relation.lowercased()] = String(target.dropFirst().dropLast())
                }
            }
        }
    }

    /// The address of the link with this relation, for example `next`.
    package subscript(relation: String) -> String? { targets[relation] }

    private static func split(_ text: some StringProtocol, at separator: Character) -> [Substring] {
        var isInAddress = false
        var isQuoted = false
        return Substring(text).split(omittingEmptySubsequences: false) { character in
            switch character {
            case "\"": isQuoted.toggle()
            case "<" where !isQuoted: isInAddress = true
            case ">" where !isQuoted: isInAddress = false
            default: break
            }
            return character == separator && !isInAddress && !isQuoted
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let tail = drop(while: isSpace)
        return tail.lastIndex { !isSpace($0) }.map { tail[...$0] } ?? ""
    }
}
