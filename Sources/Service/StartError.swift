/// Why the service does not start, in words for whoever starts it.
package struct StartError: Error, Equatable, CustomStringConvertible {
    /// What is wrong and what to do about it.
    package var description: String

    package init(_ description: String) { self.description = description }

    /// Does `work`; what it throws becomes the end of a sentence that begins with `beginning`.
    static func wrap<Output>(_ beginning: String, _ work: () throws -> Output) throws(StartError) -> Output {
        do { return try work() } catch let error as StartError { throw error } catch {
            throw StartError("\(beginning): \(error)")
        }
    }
}
