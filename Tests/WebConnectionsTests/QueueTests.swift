import Testing

@testable import WebConnections

@Suite struct QueueTests {
    @Test func `what is taken out of the middle leaves the others in their order`() {
        var queue = Queue<Int>()
        for number in 0..<10 { queue.append(number) }
        for _ in 0..<3 { _ = queue.popFirst() }
        queue.removeAll { $0.isMultiple(of: 2) }
        queue.append(11)
        #expect(queue.count == 5)
        let rest = (0..<6).map { _ in queue.popFirst() }
        #expect(rest == [3, 5, 7, 9, 11, nil])
    }
}
