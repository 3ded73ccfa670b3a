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

#include <linux/stat.h>

/// When a file was made, in nanoseconds since 1970 (statx(2)), links followed; 0 where that isn't known.
static inline long long gantry_birth_nanoseconds(const char *path) {
    struct statx found;
    if (syscall(SYS_statx, AT_FDCWD, path, 0, STATX_BTIME, &found) != 0) return 0;
    if (!(found.stx_mask & STATX_BTIME)) return 0;
    return found.stx_btime.tv_sec * 1000000000LL + found.stx_btime.tv_nsec;
}

/// open(2)'s flag for input and output past the page cache; its value differs between machines.
static inline int gantry_o_direct(void) { return __O_DIRECT; }
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

/// pipe2(2) with O_CLOEXEC: Glibc hides it unless _GNU_SOURCE is set, which Swift's modules don't.
static inline int gantry_pipe(int ends[2]) { return (int)syscall(SYS_pipe2, ends, O_CLOEXEC); }

/// What the child needs; prepared before the fork, since only async-signal-safe calls are allowed after it.
struct gantry_spawn_request {
    const char *path;
    char *const *argv;
    char *const *envp;
    const char *directory; // NULL: the parent's
    int input, output, error; // become 0, 1 and 2
    const int *extra_fds;     // become 3, 4, …
    int extra_count;
};

/// Starts a program in a process group of its own that is killed when the calling *thread* ends
/// (PR_SET_PDEATHSIG, prctl(2)): call it from a thread that lives as long as the process.
/// Returns the child's pid, or -1 with errno set.
static inline pid_t gantry_spawn(const struct gantry_spawn_request *r) {
    pid_t parent = getpid();
    int report[2];
    if (gantry_pipe(report) != 0) return -1;
    pid_t child = fork();
    if (child == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        for (int s = 1; s < 32; s++) signal(s, SIG_DFL);
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int failed = getppid() != parent; // it ended in between
        int count = 3 + r->extra_count;
        // Lift every descriptor above the range they go to, so that no dup2 overwrites one still needed.
        int lifted[3 + 16];
        if (count > 19) failed = 1;
        for (int i = 0; !failed && i < count; i++) {
            int from = i == 0 ? r->input : i == 1 ? r->output : i == 2 ? r->error : r->extra_fds[i - 3];
            lifted[i] = fcntl(from, F_DUPFD_CLOEXEC, count + 1);
            if (lifted[i] < 0) failed = 1;
        }
        for (int i = 0; !failed && i < count; i++)
            if (dup2(lifted[i], i) < 0) failed = 1;
        if (!failed && r->directory && chdir(r->directory) != 0) failed = 1;
        if (!failed) {
            // All else is closed on exec, whoever opened it. CLOSE_RANGE_CLOEXEC = 4 (close_range(2)).
            syscall(SYS_close_range, (unsigned)count, ~0U, 4U);
            execve(r->path, r->argv, r->envp);
        }
        int code = errno;
        (void)!write(report[1], &code, sizeof code);
        _exit(127);
    }
    int code = child < 0 ? errno : 0;
    close(report[1]);
    if (child > 0) {
        ssize_t got;
        do got = read(report[0], &code, sizeof code);
        while (got < 0 && errno == EINTR);
        if (code != 0) waitpid(child, NULL, 0); // it wrote why and is gone
    }
    close(report[0]);
    if (code == 0) return child;
    errno = code;
    return -1;
}

/// A descriptor that becomes readable when the process ends (pidfd_open(2)); -1 with errno set on failure.
static inline int gantry_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

/// renameat2(2) with RENAME_NOREPLACE (1): fails with EEXIST instead of replacing what has the new name.
static inline int gantry_rename_new(const char *from, const char *to) {
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1U);
}
