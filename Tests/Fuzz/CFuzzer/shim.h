#pragma once

#include <stddef.h>
#include <stdint.h>

// libFuzzer comes with the compiler and without a header.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*run)(const uint8_t *bytes, size_t size));
