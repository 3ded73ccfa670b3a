#pragma once
// Linux calls that Glibc's Swift module does not have.
#include <sys/types.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Names the calling thread, for people who look at it with ps or gdb (prctl(2), 15 bytes at most).
static inline int gantry_name_this_thread(const char *name) {
    return prctl(PR_SET_NAME, name, 0, 0, 0);
}
