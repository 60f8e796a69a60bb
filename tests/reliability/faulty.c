/* Makes the disk fail for one process, or kills it at a write: preloaded by test_p03_failing_disk.py and
 * test_p14_migrations.py.
 *
 * Environment: FAULT_FOLDER, whose files are on the failing disk; FAULT_AT, the first write, sync or cut that
 * fails, from 1, or 0 for none; FAULT_TIMES, how many fail from there on, 0 for all; FAULT_ERROR, the number of
 * the error, or 0 to be killed instead. Who comes to its end says on standard error how many there were.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static const char *folder;
static long at, times, error, done;

__attribute__((constructor)) static void begin(void) {
    folder = getenv("FAULT_FOLDER");
    if (!folder) return;
    at = atol(getenv("FAULT_AT"));
    times = atol(getenv("FAULT_TIMES"));
    error = atol(getenv("FAULT_ERROR"));
}

__attribute__((destructor)) static void end(void) {
    if (folder && !error) dprintf(2, "%ld writes, syncs and cuts\n", done);
}

static int is_on_it(int fd) {
    char link[64], path[4096];
    if (!folder) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return !strncmp(path, folder, strlen(folder));
}

static int fails_now(void) {
    done++;
    if (!at || done < at || (times && done >= at + times)) return 0;
    if (!error) kill(getpid(), SIGKILL);
    errno = error;
    return 1;
}

static int fails(int fd) { return is_on_it(fd) && fails_now(); }

ssize_t write(int fd, const void *bytes, size_t length) {
    return fails(fd) ? -1 : syscall(SYS_write, fd, bytes, length);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return fails(fd) ? -1 : syscall(SYS_pwrite64, fd, bytes, length, offset);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }
int ftruncate64(int fd, off64_t length) { return fails(fd) ? -1 : syscall(SYS_ftruncate, fd, length); }
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }
int fsync(int fd) { return fails(fd) ? -1 : syscall(SYS_fsync, fd); }
int fdatasync(int fd) { return fails(fd) ? -1 : syscall(SYS_fdatasync, fd); }
/* Where the rollback file goes, the save is done: a kill may come here too. */
int unlink(const char *path) {
    if (folder && !error && !strncmp(path, folder, strlen(folder))) fails_now();
    return syscall(SYS_unlink, path);
}
