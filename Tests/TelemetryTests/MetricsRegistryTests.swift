import CoreMetrics
import Telemetry
import Testing

@Suite struct MetricsRegistryTests {
    private let registry = MetricsRegistry(descriptions: ["things_total": "How many things there were."])

    private func counter(_ labels: [(String, String)] = []) -> Counter {
        Counter(label: "things_total", dimensions: labels, factory: registry)
    }

    @Test func `a counter stands with what it means and what it counted`() {
        counter().increment(by: 2)
        counter().increment()
        #expect(
            registry.text == """
                # HELP things_total How many things there were.
                # TYPE things_total counter
                things_total 3

                """)
    }

    @Test func `series are told apart by their labels, whatever order those come in`() {
        counter([("kind", "a"), ("outcome", "good")]).increment()
        counter([("outcome", "good"), ("kind", "a")]).increment()
        counter([("kind", "b"), ("outcome", "good")]).increment()
        #expect(registry.text.contains("things_total{kind=\"a\",outcome=\"good\"} 2\n"))
        #expect(registry.text.contains("things_total{kind=\"b\",outcome=\"good\"} 1\n"))
    }

    @Test func `what is no name becomes one, and no value ends its line`() {
        Counter(label: "2.http-requests", dimensions: [("a b", "\"x\\\n")], factory: registry).increment()
        #expect(registry.text.contains("_2_http_requests{a_b=\"\\\"x\\\\\\n\"} 1\n"))
        #expect(registry.text.split(separator: "\n").count == 2)
    }

    @Test func `a level is what was said last, or went up and down`() {
        let meter = Meter(label: "level", factory: registry)
        meter.set(2.5)
        meter.increment(by: 1)
        meter.decrement(by: 0.5)
        Recorder(label: "other", aggregate: false, factory: registry).record(7)
        #expect(registry.text.contains("# TYPE level gauge\nlevel 3\n"))
        #expect(registry.text.contains("# TYPE other gauge\nother 7\n"))
    }

    @Test func `times are counted into buckets that add up`() {
        let timer = Timer(label: "call_seconds", factory: registry)
        for milliseconds in [1, 30, 30, 60_000] as [Int64] { timer.recordNanoseconds(milliseconds * 1_000_000) }
        for line in [
            "# TYPE call_seconds histogram", "call_seconds_bucket{le=\"0.001\"} 1",
            "call_seconds_bucket{le=\"0.025\"} 1", "call_seconds_bucket{le=\"0.05\"} 3",
            "call_seconds_bucket{le=\"30\"} 3", "call_seconds_bucket{le=\"+Inf\"} 4", "call_seconds_count 4",
            "call_seconds_sum 60.061",
        ] { #expect(registry.text.contains("\(line)\n"), "\(line)") }
    }

    @Test func `past the limit, further labels count together`() {
        for number in 0..<(MetricsRegistry.maximumSeries + 50) { counter([("id", "\(number)")]).increment() }
        counter([("id", "0")]).increment()
        let lines = registry.text.split(separator: "\n").filter { $0.hasPrefix("things_total{") }
        #expect(lines.count == MetricsRegistry.maximumSeries + 1)
        #expect(lines.contains("things_total{id=\"other\"} 50"))
        #expect(lines.contains("things_total{id=\"0\"} 2"))
    }

    @Test func `a name that is taken by another kind loses its numbers and nothing else`() {
        counter().increment()
        Meter(label: "things_total", factory: registry).set(9)
        Meter(label: "things_total", dimensions: [("a", "b")], factory: registry).set(9)
        #expect(registry.text.hasSuffix("# TYPE things_total counter\nthings_total 1\n"))
    }

    @Test func `many who record at once lose nothing`() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { [registry] in
                    for _ in 0..<1000 {
                        Counter(label: "n", factory: registry).increment()
                        Timer(label: "t", factory: registry).recordNanoseconds(1)
                        FloatingPointCounter(label: "f", factory: registry).increment(by: 0.5)
                    }
                }
            }
        }
        for line in ["n 8000", "t_count 8000", "f 4000"] { #expect(registry.text.contains("\n\(line)\n")) }
    }
}
