package import FoundationEssentials

extension Company {
    /// The company that comes with the program, `config/sandbox.json` as it was when the program was built.
    ///
    /// - Parameter now: What "days ago" counts from.
    /// - Returns: The same people, meetings and ids at any time, the meetings so many days before `now`.
    package static func builtin(now: Date) -> Company {
        do { return try Company(parsing: PackageResources.company_json, now: now) } catch {
            fatalError("the company that comes with the program is not in order: \(error)")
        }
    }
}
