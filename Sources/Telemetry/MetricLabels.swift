/// The labels that tell one series of a metric from another, in the order of their names.
struct MetricLabels: Hashable, Comparable, Sendable {
    private struct Label: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// Longer values would only be a mistake.
    private static let maximumLength = 120

    private let labels: [Label]

    init(_ dimensions: [(String, String)]) {
        labels = dimensions.map { Label(name: MetricName.clean($0.0), value: String($0.1.prefix(Self.maximumLength))) }
            .sorted { $0.name < $1.name }
    }

    private init(labels: [Label]) { self.labels = labels }

    /// The same names with nothing said: where the values are too many to tell apart.
    var folded: MetricLabels { MetricLabels(labels: labels.map { Label(name: $0.name, value: "other") }) }

    /// As they stand behind the name of a metric.
    ///
    /// - Parameter last: One more, which the format wants.
    /// - Returns: An empty text when there are none.
    func text(adding last: (name: String, value: String)? = nil) -> String {
        let all = labels + (last.map { [Label(name: $0.name, value: $0.value)] } ?? [])
        guard !all.isEmpty else { return "" }
        return "{" + all.map { "\($0.name)=\"\(Self.escape($0.value))\"" }.joined(separator: ",") + "}"
    }

    static func < (one: MetricLabels, other: MetricLabels) -> Bool {
        one.labels.lexicographicallyPrecedes(other.labels) { ($0.name, $0.value) < ($1.name, $1.value) }
    }

    private static func escape(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

/// What metrics and labels may be called.
enum MetricName {
    /// Letters, digits and underscores, not beginning with a digit; whatever else becomes an underscore.
    static func clean(_ name: String) -> String {
        let clean = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        return clean.first?.isNumber == true ? "_\(clean)" : clean
    }
}

/// How numbers are written.
enum MetricNumber {
    /// Whole numbers without a fraction.
    static func text(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: number).map(String.init) ?? "\(number)"
    }
}
