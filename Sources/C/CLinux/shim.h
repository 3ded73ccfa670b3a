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

// fallocate(2), sync_file_range(2) and some flags are behind _GNU_SOURCE, which Swift's Glibc module does not set.
#include <fcntl.h>
#include <linux/falloc.h>

/// Gives a range of a file back to the file system, so that it reads as zeros (fallocate(2)).
static inline int gantry_punch_hole(int fd, long long offset, long long length) {
    return (int)syscall(SYS_fallocate, fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length);
}

/// Starts writing a range out without waiting for it (sync_file_range(2), SYNC_FILE_RANGE_WRITE).
static inline int gantry_start_writeback(int fd, long long offset, long long length) {
    return (int)syscall(SYS_sync_file_range, fd, offset, length, 2);
}

/// lseek(2)'s whence for the next data.
static inline int gantry_seek_data(void) { return 3; }

/// lseek(2)'s whence for the next hole.
static inline int gantry_seek_hole(void) { return 4; }

/// open(2)'s flag for input and output past the page cache; its value differs between machines.
static inline int gantry_o_direct(void) { return __O_DIRECT; }
