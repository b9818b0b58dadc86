/// A day that comes every year, and a time counted from its midnight.
struct YearlyMoment: Sendable, Equatable {
    enum Day: Sendable, Equatable {
        /// The nth of a weekday in a month, Sunday being 0; the fifth is the last, though it may be the fourth.
        case weekday(Int, week: Int, month: Int)
        /// From 1 to 365; 29 February is not counted, so that 60 is always 1 March.
        case withoutLeapDay(Int)
        /// From 0 to 365, 29 February included.
        case counted(Int)
    }

    var day: Day
    /// In seconds; may reach into other days.
    var time: Int

    /// When it comes in `year`, in seconds since 1970 on the clocks that are meant.
    func seconds(in year: CalendarYear) -> Int { dayNumber(in: year) * 86_400 + time }

    private func dayNumber(in year: CalendarYear) -> Int {
        switch day {
        case .counted(let days): return year.firstDay + days
        case .withoutLeapDay(let days): return year.firstDay + days - (year.isLeap && days >= 60 ? 0 : 1)
        case .weekday(let weekday, let week, let month):
            let first = year.firstDay(ofMonth: month)
            let day = first + (weekday - CalendarYear.weekday(of: first) + 7) % 7 + 7 * (week - 1)
            return day < year.firstDay(ofMonth: month + 1) ? day : day - 7
        }
    }
}

/// A year of the Gregorian calendar, with its days counted from 1 January 1970.
struct CalendarYear: Sendable, Equatable {
    let number: Int

    init(_ number: Int) { self.number = number }

    /// The year of `time`, in seconds since 1970.
    init(containing time: Int) {
        let day = time.dividedRoundingDown(by: 86_400)
        // 400 years have 146,097 days; the estimate is a year off at most.
        let estimate = 1970 + (day * 400).dividedRoundingDown(by: 146_097)
        let isTooLate = CalendarYear(estimate).firstDay > day
        let isTooEarly = CalendarYear(estimate + 1).firstDay <= day
        number = estimate + (isTooLate ? -1 : isTooEarly ? 1 : 0)
    }

    var firstDay: Int {
        let before = number - 1
        // 477 leap days lie between the years 1 and 1970.
        return 365 * (number - 1970) + before.dividedRoundingDown(by: 4) - before.dividedRoundingDown(by: 100)
            + before.dividedRoundingDown(by: 400) - 477
    }

    var isLeap: Bool { CalendarYear(number + 1).firstDay - firstDay == 366 }

    /// The months are 1 to 12; 13 is January of the next year.
    func firstDay(ofMonth month: Int) -> Int {
        let daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]
        return firstDay + daysBefore[month - 1] + (isLeap && month > 2 ? 1 : 0)
    }

    /// 0 for a Sunday.
    static func weekday(of day: Int) -> Int {
        // 1 January 1970 was a Thursday.
        (day + 4) - (day + 4).dividedRoundingDown(by: 7) * 7
    }
}

extension Int {
    fileprivate func dividedRoundingDown(by divisor: Int) -> Int {
        self / divisor - (self % divisor < 0 ? 1 : 0)
    }
}
