import CoreMetrics
import Synchronization

/// The kinds of metrics, as the text names them.
enum MetricKind: String { case counter, gauge, histogram }

/// The values of one metric under one combination of labels.
protocol MetricSeries: AnyObject, Sendable {
    static var kind: MetricKind { get }
    /// The present values, a line each with its line feed.
    func lines(_ name: String, _ labels: MetricLabels) -> String
}

/// Counts whole things.
final class Count: CounterHandler, MetricSeries {
    static let kind = MetricKind.counter
    private let value = Atomic<Int64>(0)

    func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }

    func lines(_ name: String, _ labels: MetricLabels) -> String {
        "\(name)\(labels.text()) \(value.load(ordering: .relaxed))\n"
    }
}

/// Adds up what comes in parts, such as seconds.
final class Total: FloatingPointCounterHandler, MetricSeries {
    static let kind = MetricKind.counter
    private let value = Mutex(0.0)

    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func reset() { value.withLock { $0 = 0 } }

    func lines(_ name: String, _ labels: MetricLabels) -> String {
        "\(name)\(labels.text()) \(MetricNumber.text(value.withLock { $0 }))\n"
    }
}

/// What goes up and down.
final class Level: MeterHandler, RecorderHandler, MetricSeries {
    static let kind = MetricKind.gauge
    private let value = Mutex(0.0)

    func set(_ newValue: Int64) { set(Double(newValue)) }
    func set(_ newValue: Double) { value.withLock { $0 = newValue } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ newValue: Int64) { set(newValue) }
    func record(_ newValue: Double) { set(newValue) }

    func lines(_ name: String, _ labels: MetricLabels) -> String {
        "\(name)\(labels.text()) \(MetricNumber.text(value.withLock { $0 }))\n"
    }
}

/// How values spread: how many were at most each of a few bounds.
final class Histogram: TimerHandler, RecorderHandler, MetricSeries {
    static let kind = MetricKind.histogram
    /// For times, from a millisecond to half a minute.
    static let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    /// For sizes and numbers of things.
    static let decades = [1.0, 10, 100, 1000, 10_000, 100_000, 1_000_000]

    private struct Spread {
        /// One for each bound, and one for what is above all of them.
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let spread: Mutex<Spread>

    init(bounds: [Double]) {
        self.bounds = bounds
        spread = Mutex(Spread(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        spread.withLock {
            $0.counts[index] += 1
            $0.sum += value
        }
    }

    func lines(_ name: String, _ labels: MetricLabels) -> String {
        let spread = spread.withLock { $0 }
        var (lines, count) = ("", 0)
        for (bound, more) in zip(bounds.map(MetricNumber.text) + ["+Inf"], spread.counts) {
            count += more
            lines += "\(name)_bucket\(labels.text(adding: ("le", bound))) \(count)\n"
        }
        return lines + "\(name)_sum\(labels.text()) \(MetricNumber.text(spread.sum))\n"
            + "\(name)_count\(labels.text()) \(count)\n"
    }
}
