/* A phone that plays up, for the process that loads this library before all others (LD_PRELOAD):
   DIMOS_CLOCK names a file with the seconds by which the wall clock is wrong;
   DIMOS_DISK names a folder that is full as long as the file DIMOS_FULL exists. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static long shift(void) {
    char text[32] = "0";
    const char *file = getenv("DIMOS_CLOCK");
    int f = file ? open(file, O_RDONLY) : -1;
    if (f >= 0) { long n = read(f, text, sizeof text - 1); text[n > 0 ? n : 0] = 0; close(f); }
    return atol(text);
}

int clock_gettime(clockid_t which, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(which, at);
    if (done == 0 && which == CLOCK_REALTIME) at->tv_sec += shift();
    return done;
}

int gettimeofday(struct timeval *at, void *zone) {
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
    at->tv_sec = now.tv_sec; at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

/* Whether what is written to this file would find no room. */
static int no_room(int file) {
    const char *full = getenv("DIMOS_FULL"), *disk = getenv("DIMOS_DISK");
    char link[64], path[4096];
    if (!full || !disk || access(full, F_OK)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    if (strncmp(path, disk, strlen(disk))) return 0;
    errno = ENOSPC;
    return 1;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int f, const void *from, size_t n) { REAL(write); return no_room(f) ? -1 : real(f, from, n); }
ssize_t writev(int f, const struct iovec *v, int n) { REAL(writev); return no_room(f) ? -1 : real(f, v, n); }
ssize_t pwrite(int f, const void *from, size_t n, off_t at) { REAL(pwrite); return no_room(f) ? -1 : real(f, from, n, at); }
ssize_t pwrite64(int f, const void *from, size_t n, off64_t at) { REAL(pwrite64); return no_room(f) ? -1 : real(f, from, n, at); }
ssize_t copy_file_range(int a, off64_t *i, int b, off64_t *j, size_t n, unsigned flags) {
    REAL(copy_file_range);
    return no_room(b) ? -1 : real(a, i, b, j, n, flags);
}
