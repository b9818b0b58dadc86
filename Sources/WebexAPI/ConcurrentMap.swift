extension Array where Element: Sendable {
    /// The results of `transform` in the order of the elements, computed side by side, at most `width` at a time.
    ///
    /// The first error cancels what is still running and is thrown.
    ///
    /// - Parameters:
    ///   - width: At least 1; of calls to Webex, as many as it may be asked at once.
    ///   - transform: May run for several elements at the same time.
    /// - Returns: As many results as there are elements.
    /// - Throws: What `transform` throws.
    package func concurrentMap<Output: Sendable>(
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
}
