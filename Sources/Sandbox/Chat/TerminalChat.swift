import FoundationEssentials
import JSONTree

/// Lets somebody at a terminal, or a script, be the people of the sandbox and write to the bot.
package struct TerminalChat: Sendable {
    /// Where the lines come from.
    package enum Source: Sendable {
        /// Somebody types, and sees what they type.
        case terminal
        /// A file: each line is written down as if somebody had typed it; those that begin with `#` are comments.
        case script
    }

    private let sandbox: WebexSandbox
    private let source: Source
    private let patience: Duration
    private let clock: any Clock<Duration>
    private let write: @Sendable (String) -> Void

    /// A chat that begins as the first of the company's people.
    ///
    /// - Parameters:
    ///   - sandbox: Where the bot is.
    ///   - source: Where the lines come from.
    ///   - patience: How long the bot may take to answer before "(no answer)" is written.
    ///   - clock: Measures the patience.
    ///   - write: Gets everything that is to be shown, piece by piece, line ends included.
    package init(
        _ sandbox: WebexSandbox, source: Source, patience: Duration = .seconds(10),
        clock: any Clock<Duration> = ContinuousClock(), write: @escaping @Sendable (String) -> Void
    ) {
        (self.sandbox, self.source, self.patience) = (sandbox, source, patience)
        (self.clock, self.write) = (clock, write)
    }

    /// Chats until `/quit`, the end of the lines, or cancellation.
    ///
    /// - Throws: ``SandboxError`` when the company has nobody in it.
    package func run(_ lines: some AsyncSequence<String, Never> & Sendable) async throws {
        guard let first = sandbox.company.people.first else { throw SandboxError.nobody(email: "") }
        var session = ChatSession(surroundings, person: first, source: source == .terminal ? .terminal : .script)
        let (events, feed) = AsyncStream.makeStream(of: ChatSession.Event.self, bufferingPolicy: .unbounded)
        let replies = try sandbox.company.people.map { ($0.email, try sandbox.replies(for: $0.email)) }
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await line in lines { feed.yield(.line(line)) }
                feed.yield(.endOfInput)
            }
            for (email, messages) in replies {
                group.addTask { for await message in messages { feed.yield(.reply(message, to: email)) } }
            }
            _ = perform(session.start(), feed, &group)
            for await event in events {
                guard perform(session.handle(event), feed, &group) else { break }
            }
            group.cancelAll()
        }
    }

    private var surroundings: ChatSession.Surroundings {
        ChatSession.Surroundings(
            botName: sandbox.company.bot.name, people: sandbox.company.people, spaces: sandbox.company.spaces,
            forwardable: { [sandbox] in Self.choices($0, sandbox) },
            messages: { [sandbox] space, email in (try? sandbox.messages(inSpace: space, as: email)) ?? [] })
    }

    /// Does what the session asks for; `false` when it is over.
    private func perform(
        _ effects: [ChatSession.Effect], _ feed: AsyncStream<ChatSession.Event>.Continuation,
        _ group: inout DiscardingTaskGroup
    ) -> Bool {
        for effect in effects {
            do {
                switch effect {
                case .write(let text): write(text)
                case .say(let text, let email): try sandbox.say(text, as: email)
                case .submit(let inputs, let id, let email): try sandbox.submit(inputs, on: id, as: email)
                case .mention(let text, let space, let email): try sandbox.mention(text, as: email, inSpace: space)
                case .forward(let instance, let space, let email):
                    try sandbox.forward(instance: instance, as: email, inSpace: space)
                case .startDeadline(let number):
                    group.addTask { [clock, patience] in
                        guard (try? await clock.sleep(for: patience)) != nil else { return }
                        feed.yield(.deadline(number))
                    }
                case .quit: return false
                }
            } catch {
                feed.yield(.failed("Webex refuses: \(error)"))
            }
        }
        return true
    }

    private static func choices(_ email: String, _ sandbox: WebexSandbox) -> [ChatSession.Forwardable] {
        let found = (try? sandbox.forwardable(for: email)) ?? []
        return found.map { series, instance in
            let start = Timestamp.seconds(instance.start)
            let title = "\(start.prefix(10)) \(start.dropFirst(11).prefix(5)) UTC  \(series.number)  \(series.title)"
            return ChatSession.Forwardable(instance: instance.id, title: title)
        }
    }
}
