package import JSONTree

/// One input of a card.
package struct CardField: Sendable, Equatable {
    /// One option of a choice set.
    package struct Choice: Sendable, Equatable {
        package var title: String
        package var value: String
    }

    /// How it is answered.
    package enum Kind: Sendable, Equatable {
        /// Anything typed: text, number, date or time.
        case typed
        /// What it submits when switched on and when switched off.
        case toggle(on: String, off: String)
        case choice([Choice])
    }

    package var id: String
    package var label: String
    package var kind: Kind
    /// What is submitted when nobody changes it.
    package var defaultValue: String
    package var hint: String?
    package var isRequired: Bool
    /// Submitted as it is, never shown.
    package var isHidden = false
    /// Which nested card it stands in; empty for the outermost.
    package var scope: [Int] = []
}

extension CardField {
    /// Reads an element whose type begins with `Input.`.
    init?(_ element: JSONValue, scope: [Int], isHidden: Bool) {
        guard let id = element["id"]?.string, let type = element["type"]?.string, type.hasPrefix("Input.") else {
            return nil
        }
        let value = element["value"].map(Self.text)
        switch type {
        case "Input.Toggle":
            let off = element["valueOff"]?.string ?? "false"
            kind = .toggle(on: element["valueOn"]?.string ?? "true", off: off)
            defaultValue = value ?? off
        case "Input.ChoiceSet":
            kind = .choice(
                (element["choices"]?.array ?? []).map { choice in
                    let value = choice["value"].map(Self.text) ?? ""
                    return Choice(title: choice["title"]?.string ?? value, value: value)
                })
            defaultValue = value ?? ""
        default:
            kind = .typed
            defaultValue = value ?? ""
        }
        self.id = id
        label = element["label"]?.string ?? element["title"]?.string ?? element["placeholder"]?.string ?? id
        hint = element["label"] == nil ? nil : element["placeholder"]?.string
        isRequired = element["isRequired"]?.bool ?? false
        self.isHidden = isHidden
        self.scope = scope
    }

    /// What is submitted when somebody answers `text`; nothing when that is no option, or when something is required.
    package func value(answering text: String) -> String? {
        if text.isEmpty { return isRequired && defaultValue.isEmpty ? nil : defaultValue }
        switch kind {
        case .typed: return text
        case .toggle(let on, let off):
            switch text.lowercased() {
            case "yes", "y", "on", on.lowercased(): return on
            case "no", "n", "off", off.lowercased(): return off
            default: return nil
            }
        case .choice(let choices):
            if let number = Int(text), choices.indices.contains(number - 1) { return choices[number - 1].value }
            let wanted = text.lowercased()
            return choices.first { [$0.title.lowercased(), $0.value.lowercased()].contains(wanted) }?.value
        }
    }

    /// The default as people read it.
    package var shownDefault: String {
        switch kind {
        case .typed: defaultValue
        case .toggle(let on, _): defaultValue == on ? "yes" : "no"
        case .choice(let choices): choices.first { $0.value == defaultValue }?.title ?? defaultValue
        }
    }

    private static func text(_ value: JSONValue) -> String { value.string ?? value.text }
}

/// One button of a card.
package struct CardButton: Sendable, Equatable {
    /// What pressing it does.
    package enum Action: Sendable, Equatable {
        /// Sends the form together with these members.
        case submit(JSONObject)
        case open(url: String)
    }

    package var title: String
    package var action: Action
    /// Which nested card it stands in; empty for the outermost.
    package var scope: [Int] = []
}
