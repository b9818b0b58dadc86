package import Files

/// The day of a line and of the file it is kept in.
package typealias AuditDay = CalendarDay
