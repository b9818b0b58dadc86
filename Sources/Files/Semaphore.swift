import Glibc

/// Lets a thread of ours sleep until somebody has work for it.
///
/// Swift concurrency has nothing a plain thread may wait for. `@unchecked`, because the pointer never changes and a
/// `sem_t` is made to be used by several threads at once (sem_overview(7)).
@safe final class Semaphore: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        // Fails only for a count beyond SEM_VALUE_MAX.
        unsafe sem_init(semaphore, 0, 0)
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    func signal() { unsafe sem_post(semaphore) }

    func wait() { _ = retryingWhenInterrupted { unsafe Int(sem_wait(semaphore)) } }
}
