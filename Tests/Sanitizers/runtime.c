// What ThreadSanitizer cannot see of Swift's runtime, which is not instrumented; `make sanitize` loads this first of all.
//
// The functions replace those of the runtime, whose names they have, call them and say what they order. Should a new compiler
// rename them, locks and continuations look like races again.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SWIFT_ASYNC __attribute__((swiftasynccall))
#define SELF __attribute__((swift_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define AWAIT "swift_continuation_await"

// Missing where nothing is sanitized, as in the compiler, which loads this too.
__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);
__attribute__((weak)) SWIFT void *swift_task_getCurrent(void);

SWIFT void lock(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void unlock(SELF void *mutex) __asm__(UNLOCK);
SWIFT_ASYNC void await(void *continuation) __asm__(AWAIT);

// A free `Mutex` is taken and left by code that is compiled into us; one that somebody waits for is handed over by the kernel.
SWIFT void lock(uint32_t thread, SELF void *mutex) {
    SWIFT void (*next)(uint32_t, SELF void *) = dlsym(RTLD_NEXT, LOCK);
    next(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT void unlock(SELF void *mutex) {
    SWIFT void (*next)(SELF void *) = dlsym(RTLD_NEXT, UNLOCK);
    if (__tsan_release) __tsan_release(mutex);
    next(mutex);
}

// Who resumes a continuation releases its task, and a task that was suspended acquires itself when it goes on. One that was
// resumed before it came to wait goes on at once, and nobody says so. Resumed between the two lines below, it is still reported,
// which has been seen on a machine with far too much to do: the stacks are then those of a value that came out of the await.
SWIFT_ASYNC void await(void *continuation) {
    SWIFT_ASYNC void (*next)(void *) = dlsym(RTLD_NEXT, AWAIT);
    if (__tsan_acquire) __tsan_acquire(swift_task_getCurrent());
    __attribute__((musttail)) return next(continuation);
}
