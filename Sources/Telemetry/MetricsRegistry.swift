package import CoreMetrics
import Synchronization

/// Keeps the metrics of the process and writes them as Prometheus reads them.
///
/// A metric has at most ``maximumSeries`` combinations of label values; whatever comes after counts together as `other`,
/// so that no input can fill the memory. Recording takes a lock-free addition or a short lock, and never allocates once
/// the handler is made.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/exposition_formats/>
package final class MetricsRegistry: MetricsFactory {
    /// How many combinations of label values one metric may have.
    package static let maximumSeries = 200

    /// All series of one metric.
    private struct Family {
        let kind: MetricKind
        var series: [MetricLabels: any MetricSeries] = [:]
    }

    private let descriptions: [String: String]
    private let families = Mutex<[String: Family]>([:])

    /// Begins without any metric.
    ///
    /// - Parameter descriptions: What a metric means, by its name: one sentence each.
    package init(descriptions: [String: String] = [:]) { self.descriptions = descriptions }

    /// Every metric with its present values, in the order of their names.
    package var text: String {
        let families = families.withLock { $0 }
        return families.sorted { $0.key < $1.key }.map { name, family in
            let help = descriptions[name].map { "# HELP \(name) \($0)\n" } ?? ""
            let series = family.series.sorted { $0.key < $1.key }.map { $0.value.lines(name, $0.key) }
            return "\(help)# TYPE \(name) \(family.kind.rawValue)\n\(series.joined())"
        }.joined()
    }

    /// The series of these labels, made on first use.
    ///
    /// A name that stands for a metric of another kind already gets a series that nobody reads: a mistake of ours, which
    /// must not cost more than the number.
    private func series<Series: MetricSeries>(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Series
    ) -> Series {
        let (name, labels) = (MetricName.clean(label), MetricLabels(dimensions))
        return families.withLock { families in
            var family = families[name] ?? Family(kind: Series.kind)
            let isRoom = family.series[labels] != nil || family.series.count < Self.maximumSeries
            let key = isRoom ? labels : labels.folded
            if let known = family.series[key] { return known as? Series ?? make() }
            let made = make()
            guard family.kind == Series.kind else { return made }
            family.series[key] = made
            families[name] = family
            return made
        }
    }
}

extension MetricsRegistry {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions) { Count() }
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions) { Total() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions) { Level() }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate
            ? series(label, dimensions) { Histogram(bounds: Histogram.decades) } : series(label, dimensions) { Level() }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions) { Histogram(bounds: Histogram.seconds) }
    }

    // What was counted is not forgotten while the process lives: a scraper takes a vanished series for a restart.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
