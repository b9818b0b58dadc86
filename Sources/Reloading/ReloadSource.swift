/// What a running service reads again whenever it changes: a file, or a folder of them.
package protocol ReloadSource: Sendable {
    /// What tells one state from the next without reading it.
    associatedtype Stamp: Equatable, Sendable
    /// Everything that was read, before anything is made of it.
    associatedtype Content: Equatable, Sendable
    associatedtype Value
    associatedtype Failure: Error, Equatable

    /// Where changes show; each has to exist when the watch begins.
    var folders: [String] { get }

    /// Takes a few microseconds, for it is asked for at every tick of the watch.
    func stamp() -> Stamp

    func read() throws(Failure) -> Content

    /// What `content` says, checked whole.
    func value(of content: Content) throws(Failure) -> Value
}
