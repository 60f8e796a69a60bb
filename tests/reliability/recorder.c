/* Writes down what a process does to the files of one folder: preloaded by test_p02_power_cuts.py.
 *
 * Environment: RECORD_FOLDER, whose files are watched; RECORD_TO, the file of the record.
 * Each entry: one letter, two numbers of 64 bits, two lengths of 32 bits, then the two texts:
 *   O number flags path          opened, under a number of its own; flags & 1: it was made just now
 *   W number offset - bytes      written
 *   T number length              cut or stretched
 *   S number                     put on the disk
 *   D - - path                   the folder was put on the disk
 *   R from to / L from to / U path   renamed, linked, removed
 *   A - - words                  said on standard output: what was acknowledged
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST 4096
static const char *folder;
static size_t folder_length;
static int record = -1;
static int64_t number_of[MOST], next_number = 1;
static char is_folder[MOST];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void put(const void *bytes, size_t length) {
    const char *at = bytes;
    while (length) {
        ssize_t done = syscall(SYS_write, record, at, length);
        if (done <= 0) abort();
        at += done;
        length -= done;
    }
}

static void note(char kind, int64_t a, int64_t b, const void *one, uint32_t n, const void *two, uint32_t m) {
    char head[25];
    head[0] = kind;
    memcpy(head + 1, &a, 8);
    memcpy(head + 9, &b, 8);
    memcpy(head + 17, &n, 4);
    memcpy(head + 21, &m, 4);
    put(head, 25);
    if (n) put(one, n);
    if (m) put(two, m);
}

__attribute__((constructor)) static void begin(void) {
    const char *to = getenv("RECORD_TO");
    folder = getenv("RECORD_FOLDER");
    if (!folder || !to) return;
    folder_length = strlen(folder);
    int made = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND, 0600);
    record = syscall(SYS_fcntl, made, F_DUPFD_CLOEXEC, 900);
    syscall(SYS_close, made);
}

static int watched(const char *path) {
    return record >= 0 && path && !strncmp(path, folder, folder_length) &&
           (path[folder_length] == '/' || !path[folder_length]);
}

static int is_there(const char *path) {
    struct stat facts;
    return syscall(SYS_newfstatat, AT_FDCWD, path, &facts, AT_SYMLINK_NOFOLLOW) == 0;
}

static void opened(int fd, const char *path, int was_there) {
    struct stat facts;
    if (fd < 0 || fd >= MOST || fstat(fd, &facts)) return;
    is_folder[fd] = S_ISDIR(facts.st_mode);
    number_of[fd] = next_number++;
    note('O', number_of[fd], !was_there, path, strlen(path), is_folder[fd] ? "d" : "", is_folder[fd]);
}

static int open_it(int at, const char *path, int flags, mode_t mode) {
    if (!watched(path)) return syscall(SYS_openat, at, path, flags, mode);
    pthread_mutex_lock(&lock);
    int was_there = is_there(path);
    int fd = syscall(SYS_openat, at, path, flags, mode);
    if (fd >= 0) {
        opened(fd, path, was_there);
        if (flags & O_TRUNC) note('T', number_of[fd], 0, "", 0, "", 0);
    }
    pthread_mutex_unlock(&lock);
    return fd;
}

static mode_t mode_in(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return open_it(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return open_it(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
int openat(int at, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return open_it(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return open_it(at, path, flags | O_LARGEFILE, mode);
}

int close(int fd) {
    if (fd >= 0 && fd < MOST) number_of[fd] = 0;
    return syscall(SYS_close, fd);
}

static int64_t known(int fd) { return fd >= 0 && fd < MOST ? number_of[fd] : 0; }

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    ssize_t done = syscall(SYS_pwrite64, fd, bytes, length, offset);
    if (done > 0 && known(fd)) {
        pthread_mutex_lock(&lock);
        note('W', known(fd), offset, "", 0, bytes, done);
        pthread_mutex_unlock(&lock);
    }
    return done;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
    off64_t offset = known(fd) ? lseek64(fd, 0, SEEK_CUR) : 0;
    ssize_t done = syscall(SYS_write, fd, bytes, length);
    if (done > 0 && (known(fd) || (fd == 1 && record >= 0))) {
        pthread_mutex_lock(&lock);
        if (known(fd)) note('W', known(fd), offset, "", 0, bytes, done);
        else note('A', 0, 0, bytes, done, "", 0);
        pthread_mutex_unlock(&lock);
    }
    return done;
}

int ftruncate64(int fd, off64_t length) {
    int failed = syscall(SYS_ftruncate, fd, length);
    if (!failed && known(fd)) {
        pthread_mutex_lock(&lock);
        note('T', known(fd), length, "", 0, "", 0);
        pthread_mutex_unlock(&lock);
    }
    return failed;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int failed) {
    if (!failed && known(fd)) {
        pthread_mutex_lock(&lock);
        note(is_folder[fd] ? 'D' : 'S', known(fd), 0, "", 0, "", 0);
        pthread_mutex_unlock(&lock);
    }
    return failed;
}
int fsync(int fd) { return synced(fd, syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { return synced(fd, syscall(SYS_fdatasync, fd)); }

static int moved(char kind, const char *from, const char *to, int failed) {
    if (!failed && (watched(from) || watched(to))) {
        pthread_mutex_lock(&lock);
        note(kind, 0, 0, from, strlen(from), to, to ? strlen(to) : 0);
        pthread_mutex_unlock(&lock);
    }
    return failed;
}
int rename(const char *from, const char *to) { return moved('R', from, to, syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0)); }
int renameat(int a, const char *from, int b, const char *to) { return moved('R', from, to, syscall(SYS_renameat2, a, from, b, to, 0)); }
int link(const char *from, const char *to) { return moved('L', from, to, syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0)); }
int linkat(int a, const char *from, int b, const char *to, int flags) { return moved('L', from, to, syscall(SYS_linkat, a, from, b, to, flags)); }
int unlink(const char *path) { return moved('U', path, "", syscall(SYS_unlinkat, AT_FDCWD, path, 0)); }
int unlinkat(int at, const char *path, int flags) { return moved('U', path, "", syscall(SYS_unlinkat, at, path, flags)); }
