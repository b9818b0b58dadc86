import CWebSockets
import LoopThreads
import Synchronization

/// One context of the library and the thread that serves it.
///
/// The library is not thread-safe: everything but ``post(_:)`` belongs to the loop thread. Until ``start(_:)`` there is
/// no such thread, and whoever made the loop may prepare it.
///
/// `@unchecked Sendable`: `mailbox` and `ending` are behind their locks; `slots` and the context's contents are touched
/// on the loop thread only.
final class ServiceLoop: @unchecked Sendable {
    /// The library's context.
    ///
    /// `@unchecked Sendable`: the pointer is only passed on; the loop thread uses what it points to, and other threads
    /// wake it under the mailbox's lock.
    @safe private struct Context: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    /// What other threads may touch.
    private struct Mailbox {
        var context: Context?
        var commands: [@Sendable (ServiceLoop) -> Void] = []
    }

    private enum Ending {
        case pending([CheckedContinuation<Void, Never>])
        case done
    }

    private let mailbox: Mutex<Mailbox>
    private let ending = Mutex(Ending.pending([]))
    private let settings: ContextSettings
    private var slots: [SocketID: Slot] = [:]
    private var lastID = 0
    private var isEnding = false

    /// Creates the context; nothing when the library refuses the settings.
    init?(_ settings: ContextSettings) {
        SharedLibraryState.once
        self.settings = settings
        mailbox = Mutex(Mailbox())
        guard let pointer = unsafe settings.makeContext(Unmanaged.passUnretained(self).toOpaque()) else { return nil }
        let context = unsafe Context(pointer: pointer)
        mailbox.withLock { $0.context = context }
    }

    deinit { destroyContext() }

    // MARK: From any thread

    /// Has the loop thread run `command`; after the end of the loop, nobody does.
    func post(_ command: @escaping @Sendable (ServiceLoop) -> Void) {
        mailbox.withLock { mailbox in
            guard let context = mailbox.context else { return }
            mailbox.commands.append(command)
            // Under the lock, so that the context cannot be destroyed meanwhile.
            if mailbox.commands.count == 1 { unsafe lws_cancel_service(context.pointer) }
        }
    }

    /// Starts the thread, which ends once ``end()`` was called there and the last connection is gone.
    func start(_ name: String, atEnd: @escaping @Sendable () -> Void = {}) throws(LoopThreadError) {
        try LoopThread.start(name) {
            self.serve()
            atEnd()
        }
    }

    /// Returns when the thread has ended and the context is destroyed.
    func ended() async {
        await withCheckedContinuation { continuation in
            let isDone = ending.withLock { ending in
                guard case .pending(let waiting) = ending else { return true }
                ending = .pending(waiting + [continuation])
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    // MARK: On the loop thread

    /// Lets every connection finish what it has begun, then ends the thread.
    func end() {
        isEnding = true
        for slot in slots.values {
            if let socket = slot.socket { slot.handler.drain(socket) }
        }
    }

    /// Hands the handler of an open connection to `body`; nobody when the connection is gone.
    @discardableResult
    func withSocket<Handler: SocketHandler, Value>(
        _ id: SocketID, as _: Handler.Type, _ body: (Handler, Socket) -> Value
    ) -> Value? {
        guard let slot = slots[id], let socket = slot.socket, let handler = slot.handler as? Handler else { return nil }
        return body(handler, socket)
    }

    /// Hands every open connection of this kind to `body`.
    func withSockets<Handler: SocketHandler>(as _: Handler.Type, _ body: (Handler, Socket) -> Void) {
        for id in slots.keys { withSocket(id, as: Handler.self, body) }
    }

    /// Serves connections from now on with what the files of the certificate hold now.
    func readCertificateAgain() { unsafe withContext { unsafe settings.readCertificateAgain(in: $0) } }

    /// How many connections there are, a listener among them.
    var count: Int { slots.count }

    func has(_ id: SocketID) -> Bool { slots[id] != nil }

    /// Does what the reader or sender of a websocket has made necessary.
    func nudge(_ id: SocketID, _ nudge: WebSocketChannel.Nudge) {
        guard let socket = slots[id]?.socket else { return }
        switch nudge {
        case .write: socket.requestWriting()
        case .resumeReading: socket.resumeReading()
        }
    }

    /// Takes over an open descriptor, which belongs to the library from here on, whatever the result.
    ///
    /// - Returns: How to name it; nothing when the library did not take it.
    @discardableResult
    func adopt(
        _ descriptor: Int32, as kind: AdoptedKind, _ handler: (SocketID) -> any SocketHandler
    ) -> SocketID? {
        unsafe withContext { context -> SocketID? in
            let slot = newSlot(handler)
            let socket = unsafe settings.adopt(descriptor, as: kind, in: context, slot.pointer)
            guard let socket = unsafe socket else {
                drop(slot)
                return nil
            }
            slot.socket = unsafe Socket(socket)
            return slot.id
        } ?? nil
    }

    /// Begins a client connection; its handler hears how it goes.
    ///
    /// - Returns: `false` when it failed at once: no event follows then.
    func connect(_ target: WebSocketURL, proxy: String?, _ handler: (SocketID) -> any SocketHandler) -> Bool {
        unsafe withContext { context in
            let slot = newSlot(handler)
            guard let socket = unsafe settings.connect(target, proxy: proxy, in: context, slot.pointer) else {
                drop(slot)
                return false
            }
            slot.socket = unsafe Socket(socket)
            return true
        } ?? false
    }

    private func newSlot(_ handler: (SocketID) -> any SocketHandler) -> Slot {
        lastID += 1
        let id = SocketID(number: lastID)
        let slot = Slot(id: id, handler: handler(id))
        slots[id] = slot
        return slot
    }

    fileprivate func drop(_ slot: Slot) {
        slots[slot.id] = nil
        // The library may be about to wait for events, which nobody is left to cause.
        if isEnding, slots.isEmpty { post { _ in } }
    }

    fileprivate func runCommands() {
        let commands = mailbox.withLock { mailbox in
            defer { mailbox.commands = [] }
            return mailbox.commands
        }
        for command in commands { command(self) }
    }

    private func serve() {
        while !(isEnding && slots.isEmpty) {
            guard unsafe withContext({ unsafe lws_service($0, 0) >= 0 }) == true else { break }
        }
        destroyContext()
        let waiting = ending.withLock { ending -> [CheckedContinuation<Void, Never>] in
            defer { ending = .done }
            guard case .pending(let waiting) = ending else { return [] }
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Only the loop thread destroys the context, so it may use it without holding the lock.
    private func withContext<Result>(_ body: (OpaquePointer) -> Result) -> Result? {
        guard let context = mailbox.withLock({ $0.context }) else { return nil }
        return unsafe body(context.pointer)
    }

    private func destroyContext() {
        // What the commands hold may post when it goes, so it must go after the lock.
        let old = mailbox.withLock { mailbox in
            defer { mailbox = Mailbox() }
            return mailbox
        }
        if let context = old.context { unsafe lws_context_destroy(context.pointer) }
        slots = [:]
    }
}

/// Names a connection of one loop; never used again.
struct SocketID: Hashable, Sendable { fileprivate let number: Int }

/// What the library's pointer of a connection leads to; the loop keeps it until the connection is gone.
private final class Slot {
    let id: SocketID
    let handler: any SocketHandler
    var socket: Socket?

    init(id: SocketID, handler: any SocketHandler) {
        self.id = id
        self.handler = handler
    }

    var pointer: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }
}

/// Every call that the library makes to us comes through here.
func serviceCallback(
    _ wsi: OpaquePointer?, _ reason: lws_callback_reasons, _ user: UnsafeMutableRawPointer?,
    _ input: UnsafeMutableRawPointer?, _ count: Int
) -> Int32 {
    guard let wsi = unsafe wsi, let owner = unsafe lws_context_user(lws_get_context(wsi)) else { return 0 }
    let loop = unsafe Unmanaged<ServiceLoop>.fromOpaque(owner).takeUnretainedValue()
    if reason == LWS_CALLBACK_EVENT_WAIT_CANCELLED {
        loop.runCommands()
        return 0
    }
    guard let event = unsafe SocketEvent(reason, user, input, count),
        let pointer = unsafe lws_get_opaque_user_data(wsi)
    else { return 0 }
    let slot = unsafe Unmanaged<Slot>.fromOpaque(pointer).takeUnretainedValue()
    let verdict = unsafe loop.deliver(event, to: slot, from: wsi)
    return verdict.answer(to: event)
}

extension ServiceLoop {
    fileprivate func deliver(_ event: SocketEvent, to slot: Slot, from wsi: OpaquePointer) -> Verdict {
        let socket = unsafe Socket(wsi)
        slot.socket = socket
        guard case .destroyed = event else { return slot.handler.handle(event, on: socket) }
        slot.socket = nil
        drop(slot)
        return slot.handler.handle(.destroyed, on: socket)
    }
}

extension Verdict {
    /// What the library is told, which differs by event.
    fileprivate func answer(to event: SocketEvent) -> Int32 {
        switch (self, event) {
        case (.carryOn, _): return 0
        // libwebsockets 4.1 corrupts its heap when a receive callback asks for the close of a connection in the middle
        // of a message: it goes on reading into a buffer whose mark it has not put back. Close while writing instead.
        case (.close, .received), (.close, .peerClosing): return 0
        case (.close, _): return -1
        }
    }
}
