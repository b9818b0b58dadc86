
extension Array where Element: Sendable {
    /// The results of `transform` in the order of the elements, computed side by side, at most `width` at a time.
    ///
    /// The first error cancels what is still running and is thrown.
    func concurrentMap<Output: Sendable>(
        width: Int, _ transform: @escaping @Sendable (Element) async throws -> Output
    ) async throws -> [Output] {
        try await withThrowingTaskGroup(of: (Int, Output).self) { group in
            var outputs = [Output?](repeating: nil, count: count)
            for (index, element) in enumerated() {
                if index >= width, let (done, output) = try await group.next() { outputs[done] = output }
                group.addTask { (index, try await transform(element)) }
            }
            for try await (done, output) in group { outputs[done] = output }
            return outputs.compactMap { $0 }
        }
    }

    /// The first element of each that have the same key.
    func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
        var seen: Set<Key> = []
        return filter { seen.insert(key($0)).inserted }
    }
}

extension Result where Failure == any Error {
    /// Whether `body` returned or threw, as a value.
    static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
