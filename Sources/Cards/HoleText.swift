/// Text with holes, `${path.to.value}`, that values are put into.
struct HoleText: Sendable, Equatable {
    /// Which value goes into a hole.
    struct Path: Sendable, Equatable {
        /// Where the names begin.
        enum Base: Sendable { case root, data }

        var base: Base
        var names: [String]
    }

    enum Piece: Sendable, Equatable {
        case literal(String)
        case hole(Path)
    }

    /// Why a text cannot be read; `problem` is for the person who wrote it.
    struct Failure: Error { var problem: String }

    var pieces: [Piece]

    init(_ text: String) throws(Failure) {
        pieces = []
        var rest = Substring(text)
        while let opening = rest.firstRange(of: "${") {
            let inside = rest[opening.upperBound...]
            guard let end = inside.firstIndex(of: "}") else { throw Failure(problem: "\"${\" without its \"}\"") }
            if opening.lowerBound > rest.startIndex { pieces.append(.literal(String(rest[..<opening.lowerBound]))) }
            pieces.append(.hole(try Path(inside[..<end])))
            rest = inside[end...].dropFirst()
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    }

    /// What stands in the holes, in order.
    var paths: [Path] {
        pieces.compactMap { piece in
            if case .hole(let path) = piece { path } else { nil }
        }
    }

    /// The path of a text that consists of one hole only.
    var onlyPath: Path? { pieces.count == 1 ? paths.first : nil }
}

extension HoleText.Path {
    /// Reads names with dots between them.
    ///
    /// `$root` stands for all values, `$data` for those at hand, which are also meant where neither is named. `text` is
    /// always the wording, also inside a repeated element.
    init(_ text: Substring) throws(HoleText.Failure) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let (base, names): (Base, ArraySlice<String>) =
            switch parts.first {
            case "$root": (.root, parts.dropFirst())
            case "$data": (.data, parts.dropFirst())
            case "text": (.root, parts[...])
            default: (.data, parts[...])
            }
        guard names.allSatisfy(Self.isName) else {
            throw HoleText.Failure(problem: "\"${\(text)}\" is no path to a value: names with dots between them")
        }
        (self.base, self.names) = (base, Array(names))
    }

    /// The key of the wording that is meant, if it is wording at all.
    var wordingKey: String? {
        base == .root && names.count == 2 && names.first == "text" ? names.last : nil
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_": true
            default: false
            }
        }
    }
}
