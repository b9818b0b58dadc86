#pragma once

// Hides what curl has deprecated and makes `CURL` and `CURLM` types of their own, whatever the installed header
// defaults to: Swift then always sees an OpaquePointer.
#define CURL_NO_OLDIES 1
#include <curl/curl.h>
#include <linux/memfd.h>
#include <sys/syscall.h>
#include <unistd.h>

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, which Swift cannot call: one function for
// each type of argument that we pass. The parentheses round the names keep curl's type-checking macros away.

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return (curl_easy_setopt)(easy, option, value);
}

/// curl copies the string; NULL takes the option's default back.
static inline CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
    return (curl_easy_setopt)(easy, option, value);
}

/// curl keeps the pointer: to callback state, an error buffer or a header list.
static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return (curl_easy_setopt)(easy, option, value);
}

typedef size_t (*ccurl_receiver)(char *bytes, size_t size, size_t count, void *state);

/// For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION.
static inline CURLcode ccurl_set_receiver(CURL *easy, CURLoption option, ccurl_receiver receiver) {
    return (curl_easy_setopt)(easy, option, receiver);
}

/// For CURLOPT_READFUNCTION; the length says how much it will give.
static inline CURLcode ccurl_set_sender(CURL *easy, ccurl_receiver sender, size_t count) {
    CURLcode code = (curl_easy_setopt)(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    return code ? code : (curl_easy_setopt)(easy, CURLOPT_READFUNCTION, sender);
}

/// An empty body needs a pointer too: with NULL curl would ask a read callback for the body.
static inline CURLcode ccurl_set_empty_body(CURL *easy) {
    CURLcode code = (curl_easy_setopt)(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)0);
    return code ? code : (curl_easy_setopt)(easy, CURLOPT_POSTFIELDS, "");
}

static inline CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
    return (curl_easy_getinfo)(easy, info, value);
}

/// The string belongs to the handle.
static inline CURLcode ccurl_get_string(CURL *easy, CURLINFO info, const char **value) {
    return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}

/// memfd_create, which Glibc shows to GNU sources only, and syscall is variadic. Returns -1 on failure.
static inline int ccurl_memory_file(const char *name) {
    return (int)syscall(SYS_memfd_create, name, MFD_CLOEXEC);
}
