import CardViews
import JSONTree

/// What people can type.
extension ChatSession {
    private static let help = """

          plain text              goes to the bot
          /form                   fill in the last form, field by field (empty keeps what is in [ ])
          /cancel                 leave the form without sending it
          /press <n>              press button n of the last card; its title does as well
          /submit <JSON>          submit the last card with inputs of your own, whatever it asks for
          /forward                list the recordings you could forward, with the numbers of their meetings
          /forward <n>            forward one of them to the bot
          /forward <n> <space>    forward it in a space, mentioning the bot
          /space                  list your spaces
          /space <title>          read what was written in a space
          /space <title> <text>   mention the bot there and write to it
          /people                 who is there
          /as <name>              be somebody else: a first name, a full name or an address
          /quit                   leave, as does Ctrl-D


        """

    mutating func respond(to line: String) -> [Effect] {
        let text = line.trimmed
        if text.isEmpty, mode == .ready { return [] }
        if source == .script, text.hasPrefix("#") { return [] }
        if case .filling(let form) = mode { return fill(form, with: text) }
        guard text.hasPrefix("/") else { return send(.say(text, as: person.email)) }
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        let argument = words.count > 1 ? words[1].trimmed : nil
        switch words[0].lowercased() {
        case "/help": return [.write(Self.help)]
        case "/quit": return [.quit]
        case "/people": return [.write("\n\(peopleList)\n")]
        case "/as": return become(argument)
        case "/form": return fillLastForm()
        case "/press": return press(argument)
        case "/submit": return submit(argument)
        case "/space": return space(argument)
        case "/cancel": return note("there is no form to leave")
        case "/forward": return forward(argument)
        default: return note("there is no command \(words[0]); /help lists them")
        }
    }

    func note(_ text: String) -> [Effect] { [.write("  (\(text))\n")] }

    private var peopleList: String {
        let width = people.map(\.name.count).max() ?? 0
        return people.map { other in
            let mark = other == person ? "*" : " "
            let notes = [
                other.organization == people.first?.organization ? nil : other.organization.name,
                other.roles.contains(.complianceOfficer) ? "compliance officer" : nil,
                other.roles.contains(.admin) ? "administrator" : nil,
            ]
            let note = notes.compactMap(\.self).joined(separator: ", ")
            let line = "  \(mark) \(PlainText.pad(other.name, to: width))  \(other.email)"
            return line + (note.isEmpty ? "" : "  (\(note))") + "\n"
        }.joined()
    }

    private mutating func become(_ name: String?) -> [Effect] {
        guard let name = name?.lowercased() else { return note("who? /people lists them") }
        let found = people.first { other in
            // The part before the @ for those whose keyboard lacks a letter of the name.
            let account = String(other.email.prefix { $0 != "@" })
            return [other.email, account, other.name.lowercased(), other.firstName.lowercased()].contains(name)
        }
        guard let found else { return note("nobody is called “\(name)”; /people lists everybody") }
        person = found
        return note("you are \(found.name), \(found.email)")
    }

    private mutating func fillLastForm() -> [Effect] {
        guard let form = forms[person.email] else {
            return note("\(botName) has sent you no form yet")
        }
        mode = .filling(form)
        return note("/cancel leaves the form")
    }

    private mutating func fill(_ form: CardForm, with text: String) -> [Effect] {
        switch text.lowercased() {
        case "/cancel":
            mode = .ready
            return note("nothing was sent")
        case "/quit": return [.quit]
        case let other where other.hasPrefix("/"): return note("first the form, or /cancel leaves it")
        default: break
        }
        var form = form
        if let problem = form.answer(text) { return note(problem) }
        guard form.isComplete else {
            mode = .filling(form)
            return []
        }
        let inputs = form.card.inputs(pressing: form.button, answers: form.answers)
        return [.write("  [\(form.button.title)]\n")] + send(.submit(inputs, on: form.messageID, as: person.email))
    }

    private mutating func press(_ argument: String?) -> [Effect] {
        guard let (id, card) = cards[person.email], !card.buttons.isEmpty else {
            return note("\(botName) has sent you no card with a button yet")
        }
        guard let button = argument.flatMap({ Self.button($0, of: card) }) else {
            return note("/press takes a number from 1 to \(card.buttons.count), or a title")
        }
        if case .open(let url) = button.action { return note("a link; open it in a browser: \(url)") }
        return send(.submit(card.inputs(pressing: button), on: id, as: person.email))
    }

    private static func button(_ name: String, of card: CardText) -> CardButton? {
        if let number = Int(name) { return card.buttons.indices.contains(number - 1) ? card.buttons[number - 1] : nil }
        return card.buttons.first { $0.title.lowercased() == name.lowercased() }
    }

    /// Sends whatever somebody makes up, as anybody can who has a card.
    private mutating func submit(_ argument: String?) -> [Effect] {
        guard let (id, _) = cards[person.email] else { return note("\(botName) has sent you no card yet") }
        guard let inputs = (try? JSONValue(parsing: Array((argument ?? "").utf8)))?.object else {
            return note("/submit takes a JSON object such as {\"command_keyword\": \"rec\"}")
        }
        return send(.submit(inputs, on: id, as: person.email))
    }

    private mutating func forward(_ argument: String?) -> [Effect] {
        let choices = surroundings.forwardable(person.email)
        guard !choices.isEmpty else { return note("you have no recordings to forward") }
        guard let argument else {
            let width = String(choices.count).count
            let lines = choices.enumerated().map { index, choice in
                let number = String(index + 1)
                return "  \(String(repeating: " ", count: width - number.count))\(number)  \(choice.title)\n"
            }
            return [.write("\n\(lines.joined())\n")] + note("/forward 1 forwards the first of them")
        }
        let words = argument.split(separator: " ", maxSplits: 1)
        guard let number = words.first.flatMap({ Int($0) }), choices.indices.contains(number - 1) else {
            return note("/forward takes a number from 1 to \(choices.count)")
        }
        var title: String?
        if words.count > 1 {
            guard let (space, rest) = space(at: words[1]), rest.isEmpty else { return noSuchSpace }
            title = space.title
        }
        return send(.forward(instance: choices[number - 1].instance, inSpace: title, as: person.email))
    }
}

extension StringProtocol {
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
