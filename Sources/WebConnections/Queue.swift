/// First in, first out, in constant time on average.
struct Queue<Element> {
    private var elements: [Element?] = []
    private var head = 0

    var count: Int { elements.count - head }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        defer {
            elements[head] = nil
            head += 1
            if head * 2 > elements.count {
                elements.removeFirst(head)
                head = 0
            }
        }
        return elements[head]
    }

    /// Takes out all that fit, and keeps the order of the others.
    mutating func removeAll(where isRemoved: (Element) -> Bool) {
        elements = elements[head...].filter { element in element.map { !isRemoved($0) } ?? false }
        head = 0
    }
}

extension Queue: Sendable where Element: Sendable {}
