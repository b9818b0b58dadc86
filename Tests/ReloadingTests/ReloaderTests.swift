import Files
import Reloading
import Synchronization
import Testing

@Suite struct ReloaderTests {
    /// A number that is read from memory; negative ones cannot be used.
    private final class Number: ReloadSource {
        struct Unusable: Error, Equatable { var number: Int }

        private let state: Mutex<(stamp: Int, number: Int, readings: Int)>

        init(_ number: Int) { state = Mutex((0, number, 0)) }

        /// How often the content was read.
        var readings: Int { state.withLock { $0.readings } }
        var folders: [String] { [] }

        func set(_ number: Int) { state.withLock { $0 = ($0.stamp + 1, number, $0.readings) } }
        func stamp() -> Int { state.withLock { $0.stamp } }
        func read() throws(Unusable) -> Int {
            state.withLock { state in
                state.readings += 1
                return state.number
            }
        }
        func value(of content: Int) throws(Unusable) -> String {
            guard content >= 0 else { throw Unusable(number: content) }
            return "\(content)"
        }
    }

    private func words(_ news: Reloader<Number>.News) -> String {
        switch news {
        case .usable(let value, let isRecovery): isRecovery ? "\(value) again" : value
        case .refused(let failure): "not \(failure.number)"
        }
    }

    @Test func `the first value is there at once, and is no news`() throws {
        let (reloader, value) = try Reloader.begin(with: Number(1))
        #expect(value == "1")
        #expect(reloader.reloadIfChanged(words) == nil)
    }

    @Test func `a source that cannot be used at first is refused`() {
        #expect(throws: Number.Unusable(number: -1)) { try Reloader.begin(with: Number(-1)) }
    }

    @Test func `each change is news once, and the first good one after a bad one is a recovery`() throws {
        let source = Number(1)
        let (reloader, _) = try Reloader.begin(with: source)
        let news = [2, -3, -3, -4, 2, 5].map { number in
            source.set(number)
            return [reloader.reloadIfChanged(words), reloader.reloadIfChanged(words)]
        }
        #expect(
            news == [
                ["2", nil], ["not -3", nil], [nil, nil], ["not -4", nil], ["2 again", nil], ["5", nil],
            ])
    }

    @Test func `that something cannot be used is known until something else can`() throws {
        let source = Number(1)
        let (reloader, _) = try Reloader.begin(with: source)
        let refusals = [2, -3, -3, 4].map { number in
            source.set(number)
            _ = reloader.reloadIfChanged(words)
            return reloader.isRefused
        }
        #expect(refusals == [false, true, true, false])
    }

    @Test func `nothing is read while the stamp stays`() throws {
        let source = Number(1)
        let (reloader, _) = try Reloader.begin(with: source)
        for _ in 0..<5 { _ = reloader.reloadIfChanged(words) }
        #expect(source.readings == 1)
    }

    @Test func `whoever asks for it has a source read that looks untouched`() throws {
        let source = Number(1)
        let (reloader, _) = try Reloader.begin(with: source)
        #expect(reloader.reloadIfChanged(look: .always, words) == nil)
        #expect(source.readings == 2)
    }

    @Test func `what is put in force last is what was read last, however many look at once`() async throws {
        let source = Number(0)
        let (reloader, _) = try Reloader.begin(with: source)
        let inForce = Number(0)
        await withTaskGroup(of: Void.self) { group in
            for number in 1...200 {
                group.addTask {
                    source.set(number)
                    _ = reloader.reloadIfChanged { news in
                        if case .usable(let value, _) = news, let number = Int(value) { inForce.set(number) }
                    }
                }
            }
        }
        #expect(try inForce.read() == source.read())
    }

    @Test func `a folder that is not there cannot be watched`() async throws {
        struct Nowhere: ReloadSource {
            var folders: [String] { ["/nowhere-at-all"] }
            func stamp() -> Int { 0 }
            func read() throws(FileError) -> Int { 0 }
            func value(of content: Int) throws(FileError) -> Int { content }
        }
        let (reloader, _) = try Reloader.begin(with: Nowhere())
        await #expect(throws: FileError.self) { try await reloader.watch {} }
    }
}
