/// Why a command does not go on, for whoever gave it; how it is called was right, so no usage follows.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
