import FoundationEssentials
import Glibc
import Sandbox
import TemporaryFolders
import TestSupport
import Testing

/// Many people ask for a while, over both transports, while everything goes wrong that can; `make soak` orders it.
@Suite(.enabled(if: SoakPlan.ordered != nil)) struct SoakTests {
    @Test func `every request has one answer, whatever happens`() async throws {
        let plan = try #require(SoakPlan.ordered)
        let soak = try Soak(plan)
        let memory: (warm: Int, end: Int)
        do { memory = try await soak.run() } catch {
            try soak.tell(keepingFolder: true)
            throw error
        }
        try soak.tell(keepingFolder: soak.ledger.hasFailures)
        print("soak: memory when the last process was warm, and at the end:", memory.warm, "KiB,", memory.end, "KiB")
        #expect(soak.ledger[.lost] == 0)
        #expect(soak.ledger[.double] == 0)
        #expect(soak.ledger[.wrong] == 0)
        #expect(soak.ledger[.lostToKill] <= soak.ledger.kills)
        #expect(soak.ledger.requests >= plan.requests)
        #expect(memory.end - memory.warm < 16 << 10)
    }
}

/// One run: a Webex, a bot and the people who write to it.
struct Soak: Sendable {
    let plan: SoakPlan
    let ledger = Ledger()
    private let sandbox: WebexSandbox
    private let bot: Bot
    private let employees: [Employee]
    private let folder: TemporaryFolder

    /// How long an answer may take: after the last try of an answer that Webex does not take comes a next start.
    private static let patience: Duration = .seconds(180)

    init(_ plan: SoakPlan) throws {
        self.plan = plan
        folder = try TemporaryFolder()
        let sandbox = try WebexSandbox(
            company: try SoakCompany.make(people: plan.people, now: Date()), logger: .silent)
        self.sandbox = sandbox
        bot = try Bot(sandbox, in: folder)
        employees = (0..<plan.people).map { [ledger] person in
            Employee(
                index: person, sandbox: sandbox, ledger: ledger, inbox: Inbox(), patience: Self.patience)
        }
    }

    /// - Returns: What the bot takes of memory, in KiB: once nothing is restarted any more, and at the end.
    func run() async throws -> (warm: Int, end: Int) {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [sandbox] in try await sandbox.run() }
            defer { group.cancelAll() }
            try await bot.start(.websocket)
            try await bot.authorize()
            group.addTask { try await report() }
            for employee in employees {
                let messages = try sandbox.replies(for: SoakCompany.email(employee.index))
                group.addTask { await employee.inbox.fill(from: messages) }
            }
            let memory = try await askAndBreak()
            sandbox.faults.clear()
            // What is late has its chance to come twice.
            try await ContinuousClock().sleep(for: .seconds(20))
            for employee in employees { employee.countStrays() }
            let end = try await bot.residentMemory
            let code = try await bot.end(SIGTERM)
            guard code == 0 else { throw BadEnd(code: code) }
            return (memory, end)
        }
    }

    /// Tells what has become of every request.
    ///
    /// - Parameter keepingFolder: Whether the bot's log, audit and state are kept, for whoever looks into a failure.
    /// - Throws: When they cannot be kept.
    func tell(keepingFolder: Bool) throws {
        print("soak: seed \(plan.seed), \(ledger.requests) requests of \(plan.people) people")
        for line in ledger.report { print("soak:", line) }
        guard keepingFolder else { return }
        let path = "\(folder.path)-kept"
        try FileManager.default.moveItem(atPath: folder.path, toPath: path)
        print("soak: what the bot has written:", path)
    }

    /// Shows that it goes on.
    private func report() async throws {
        while true {
            try await ContinuousClock().sleep(for: .seconds(30))
            print("soak: \(ledger.requests) requests so far,", ledger.report[0])
            // Or a run that is given up would have shown nothing.
            fflush(nil)
        }
    }

    private struct BadEnd: Error { var code: Int32? }

    private func askAndBreak() async throws -> Int {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [sandbox, ledger, plan] in
                try await FaultSchedule(sandbox: sandbox, ledger: ledger).run(plan.generator(-1))
            }
            defer { group.cancelAll() }
            async let memory = restart()
            try await ask()
            return try await memory
        }
    }

    private func ask() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let share = (plan.requests + plan.people - 1) / plan.people
            for employee in employees {
                group.addTask { [plan] in
                    try await employee.work(share, every: plan.interval, plan.generator(employee.index))
                }
            }
            try await group.waitForAll()
        }
    }

    /// Restarts the bot now and then in the first two thirds of the time.
    ///
    /// - Returns: What the last process takes of memory when it has worked for a while.
    private func restart() async throws -> Int {
        let pause = plan.duration * 2 / (3 * (plan.restarts + 1))
        for number in 0..<plan.restarts {
            try await ContinuousClock().sleep(for: pause)
            let isKilled = number.isMultiple(of: 2)
            if isKilled { ledger.noteKill() }
            ledger.noteFault(isKilled ? "kill" : "restart")
            let code = try await bot.end(isKilled ? SIGKILL : SIGTERM)
            guard isKilled || code == 0 else { throw BadEnd(code: code) }
            try await bot.start(await bot.transport == .websocket ? .webhook : .websocket)
        }
        try await ContinuousClock().sleep(for: pause)
        return try await bot.residentMemory
    }
}
