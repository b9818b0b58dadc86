extension Result where Failure == any Error {
    /// Whether `body` returned or threw, as a value.
    static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
