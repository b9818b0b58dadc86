/// Finds out what somebody meant to write.
enum Spelling {
    /// The candidate that is nearest to `word`, when it is near enough to have been meant.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let word = word.lowercased()
        let ranked = candidates.map { (candidate: $0, distance: distance(word, $0)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(2, best.candidate.count / 4) ? best.candidate : nil
    }

    /// How many letters have to be put in, taken out or changed to make one word of the other (Levenshtein distance).
    static func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other)
        var previous = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var current = [row + 1]
            for column in other.indices {
                let change = previous[column] + (letter == other[column] ? 0 : 1)
                current.append(min(change, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous.last ?? 0
    }
}
