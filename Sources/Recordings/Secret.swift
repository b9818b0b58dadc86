/// A value that never shows itself: not in a log, a description, an error or a debugger's dump.
package struct Secret: Sendable, Equatable {
    private let value: String

    /// Wraps `value`; from here on only ``reveal()`` gives it out.
    package init(_ value: String) { self.value = value }

    /// The value itself, for the one place where the bytes leave the process.
    package func reveal() -> String { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "(secret)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
