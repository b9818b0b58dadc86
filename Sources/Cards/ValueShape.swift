/// Which values a card hands to its template, so that a hole nobody fills is found before anybody asks for the card.
indirect enum ValueShape: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// A text, a number, a truth value, or nothing.
    case value
    case list(of: ValueShape)
    case group([String: ValueShape])
    /// What cannot be told because of another mistake, and must not count as one more.
    case anything

    init(dictionaryLiteral elements: (String, ValueShape)...) {
        self = .group(Dictionary(elements) { first, _ in first })
    }

    /// What `names` lead to from here; nothing when they lead nowhere.
    func shape(at names: [String]) -> ValueShape? {
        names.reduce(self) { shape, name in
            switch shape {
            case .group(let members): members[name]
            case .anything: .anything
            case .value, .list, nil: nil
            }
        }
    }

    /// The names that can follow here, in order.
    var names: [String] {
        if case .group(let members) = self { members.keys.sorted() } else { [] }
    }
}
