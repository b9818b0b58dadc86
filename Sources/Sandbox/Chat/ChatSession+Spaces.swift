import CardViews

/// What people can do in spaces.
extension ChatSession {
    var noSuchSpace: [Effect] { note("you are in no space of that title; /space lists yours") }

    /// Lists the spaces, reads one, or writes in one.
    mutating func space(_ argument: String?) -> [Effect] {
        guard let argument else { return [.write("\n\(spaceList)\n")] }
        guard let (space, text) = space(at: argument[...]) else { return noSuchSpace }
        guard text.isEmpty else { return send(.mention(text, inSpace: space.title, as: person.email)) }
        let messages = surroundings.messages(space.title, person.email)
        return messages.isEmpty ? note("nobody has written there yet") : [.write("\n\(transcript(messages))\n")]
    }

    /// The space whose title `text` begins with, and what follows; of several the one with the longest title.
    func space(at text: Substring) -> (space: Company.Space, rest: String)? {
        let found = spaces.filter { space in
            guard text.lowercased().hasPrefix(space.title.lowercased()) else { return false }
            return text.dropFirst(space.title.count).first?.isWhitespace ?? true
        }
        guard let space = found.max(by: { $0.title.count < $1.title.count }) else { return nil }
        return (space, text.dropFirst(space.title.count).trimmed)
    }

    private var spaces: [Company.Space] { surroundings.spaces.filter { $0.members.contains(person.id) } }

    private var spaceList: String {
        guard !spaces.isEmpty else { return "  (you are in no space)\n" }
        return spaces.map { space in
            let names = people.filter { space.members.contains($0.id) }.map(\.firstName)
            return "  \(space.title)  (\(names.joined(separator: ", ")))\n"
        }.joined()
    }

    private func transcript(_ messages: [PostedMessage]) -> String {
        messages.map { message in
            let author = people.first { $0.email == message.author }?.firstName ?? botName
            let mark = message.parentID == nil ? "" : "↳ "
            let words = PlainText.reading(markdown: message.text ?? message.markdown ?? "(a recording)")
            return "  \(mark)\(author): \(words)\n"
        }.joined()
    }
}
