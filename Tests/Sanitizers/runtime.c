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
#define CONTEXT __attribute__((swift_async_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define CHECKED "$ss23withCheckedContinuation9isolation8function_xScA_pSgYi_SSyScCyxs5NeverOGXEtYalF"
#define THROWING "$ss31withCheckedThrowingContinuation9isolation8function_xScA_pSgYi_SSyScCyxs5Error_pGXEtYaKlF"
#define UNSAFE "swift_continuation_await"
#define ENTER "swift_task_enterThreadLocalContext"
#define SHAPE "Tu"

// Missing where nothing is sanitized, as in the compiler, which loads this too.
__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);
__attribute__((weak)) SWIFT void *swift_task_getCurrent(void);

// A free `Mutex` is taken and left by code that is compiled into us; one that somebody waits for is handed over by the kernel.
SWIFT void lock(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void unlock(SELF void *mutex) __asm__(UNLOCK);

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

// Who resumes a continuation releases the task that awaits it, and a task that was suspended acquires itself when it goes on.
// One that was resumed before it came to await is never suspended: it goes on at once, and nobody says that what the other
// thread did before it resumed comes first. All below is to say so.
static void acquire_task(void) {
    if (__tsan_acquire) __tsan_acquire(swift_task_getCurrent());
}

// A checked continuation is awaited within the runtime's own library, where nothing can be replaced, so we have the function
// that makes it return through us. Callers make its context as large as its shape says: we ask for more and keep there, not in
// the thread, which may be another by then, where the function really returns to.

// How a context begins.
struct context {
    struct context *caller;
    SWIFT_ASYNC void (*resume)(CONTEXT struct context *, SELF void *error);
};

// Where an asynchronous function is, from here, and how large its context.
struct shape {
    int32_t function;
    uint32_t size;
};

// Those of both functions: the result, the context, the actor, the name of the caller, the closure and the type.
#define PARAMETERS \
    void *result, CONTEXT struct context *context, void *a, void *b, uint64_t c, void *d, void *e, void *f, void *type
#define ARGUMENTS result, context, a, b, c, d, e, f, type
typedef SWIFT_ASYNC void with_continuation(PARAMETERS);

with_continuation checked __asm__(CHECKED), throwing __asm__(THROWING);
struct shape checked_shape __asm__(CHECKED SHAPE), throwing_shape __asm__(THROWING SHAPE);
// What the runtime needs of a context; ours comes after it.
static uint32_t theirs;

static void enlarge(struct shape *shape, with_continuation *function) {
    shape->function = (int32_t)((intptr_t)function - (intptr_t)&shape->function);
    shape->size = theirs + sizeof(struct context);
}

__attribute__((constructor)) static void enlarge_contexts(void) {
    struct shape *one = dlsym(RTLD_NEXT, CHECKED SHAPE), *other = dlsym(RTLD_NEXT, THROWING SHAPE);
    if (!one || !other) return;
    theirs = one->size > other->size ? one->size : other->size;
    enlarge(&checked_shape, checked);
    enlarge(&throwing_shape, throwing);
}

static struct context *ours(struct context *context) { return (struct context *)((char *)context + theirs); }

SWIFT_ASYNC static void go_on(CONTEXT struct context *context, SELF void *error) {
    acquire_task();
    __attribute__((musttail)) return ours(context)->resume(context, error);
}

static void return_through_us(struct context *context) {
    ours(context)->resume = context->resume;
    context->resume = go_on;
}

SWIFT_ASYNC void checked(PARAMETERS) {
    with_continuation *next = dlsym(RTLD_NEXT, CHECKED);
    return_through_us(context);
    __attribute__((musttail)) return next(ARGUMENTS);
}

SWIFT_ASYNC void throwing(PARAMETERS) {
    with_continuation *next = dlsym(RTLD_NEXT, THROWING);
    return_through_us(context);
    __attribute__((musttail)) return next(ARGUMENTS);
}

// An unsafe continuation, as packages have, is awaited by code that is compiled into us. It was resumed before we look, or is
// resumed while the runtime suspends the task, which then enters its state again.
SWIFT_ASYNC void await(void *continuation) __asm__(UNSAFE);
SWIFT void enter(void *state) __asm__(ENTER);

SWIFT_ASYNC void await(void *continuation) {
    SWIFT_ASYNC void (*next)(void *) = dlsym(RTLD_NEXT, UNSAFE);
    acquire_task();
    __attribute__((musttail)) return next(continuation);
}

SWIFT void enter(void *state) {
    SWIFT void (*next)(void *) = dlsym(RTLD_NEXT, ENTER);
    acquire_task();
    next(state);
}
