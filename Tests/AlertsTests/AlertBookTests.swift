import Alerts
import FoundationEssentials
import Testing

@Suite struct AlertBookTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func after(_ minutes: Double) -> Date { Self.start.addingTimeInterval(minutes * 60) }

    @Test func `what begins is told once, and once that it is over`() {
        var book = AlertBook()
        #expect(book.note([], at: after(0)).isEmpty)
        #expect(book.note([.grantEnded], at: after(1)) == [.raised(.grantEnded)])
        #expect(book.standing == [.grantEnded])
        #expect(book.note([.grantEnded], at: after(59)).isEmpty)
        #expect(book.note([], at: after(60)) == [.over(.grantEnded)])
        #expect(book.note([], at: after(61)).isEmpty)
        #expect(book.standing.isEmpty)
    }

    @Test func `what goes on is told again, each time after twice as long, and at least daily`() {
        var book = AlertBook()
        let told = (0..<(72 * 60)).filter { !book.note([.auditFailing], at: after(Double($0))).isEmpty }
        #expect(told == [0, 60, 180, 420, 900, 1860, 3300])
    }

    @Test func `the coming end of the grant is told once a day`() {
        var book = AlertBook()
        let told = (0..<72).filter { !book.note([.grantEnding(Self.start)], at: after(Double($0) * 60)).isEmpty }
        #expect(told == [0, 24, 48])
    }

    @Test func `what comes and goes is told at most once an hour, and never that it is over before it was told`() {
        var book = AlertBook()
        var notices: [AlertNotice] = []
        for minute in 0..<60 {
            notices += book.note(minute.isMultiple(of: 2) ? [.auditFailing] : [], at: after(Double(minute)))
        }
        #expect(notices == [.raised(.auditFailing), .over(.auditFailing)])
        #expect(book.note([.auditFailing], at: after(60)) == [.raised(.auditFailing)])
    }

    @Test func `what stands long enough after it came back is told late rather than never`() {
        var book = AlertBook()
        _ = book.note([.grantUnfit], at: after(0))
        _ = book.note([], at: after(1))
        #expect(book.note([.grantUnfit], at: after(2)).isEmpty)
        #expect(book.note([.grantUnfit], at: after(60)) == [.raised(.grantUnfit)])
    }

    @Test func `causes do not silence each other`() {
        var book = AlertBook()
        #expect(book.note([.grantUnfit], at: after(0)) == [.raised(.grantUnfit)])
        #expect(book.note([.grantUnfit, .auditFailing], at: after(1)) == [.raised(.auditFailing)])
        #expect(book.note([.auditFailing], at: after(2)) == [.over(.grantUnfit)])
    }

    @Test func `of what nobody knows nothing is said`() {
        var book = AlertBook()
        _ = book.note([.transportDown(since: Self.start)], at: after(0))
        #expect(book.note([], undecided: [.transportDown], at: after(1)).isEmpty)
        #expect(book.standing == [.transportDown])
        #expect(book.note([], at: after(2)) == [.over(.transportDown)])
    }

    @Test func `a restart repeats nothing, and still tells that it is over`() throws {
        var book = AlertBook()
        _ = book.note([.settingsRefused("config.json:1:1")], at: after(0))
        let written = try JSONEncoder().encode(book)
        var restarted = try JSONDecoder().decode(AlertBook.self, from: written)
        #expect(restarted == book)
        #expect(restarted.note([.settingsRefused("config.json:1:1")], at: after(30)).isEmpty)
        #expect(restarted.note([], at: after(31)) == [.over(.settingsRefused)])
    }

    @Test func `a clock that was set back silences nothing`() {
        var book = AlertBook()
        _ = book.note([.auditFailing], at: after(60 * 24 * 365))
        #expect(book.note([.auditFailing], at: after(0)) == [.raised(.auditFailing)])
    }

    @Test(arguments: AlertCause.allCases)
    func `every cause has a word that is fit for a metric`(cause: AlertCause) {
        #expect(cause.rawValue.allSatisfy { $0.isLetter || $0 == "-" })
    }
}
