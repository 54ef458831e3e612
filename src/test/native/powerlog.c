/*
 * Writes down, in order, what a process does to the files below a folder: preloaded into it, with
 *
 *   POWERLOG_FOLDER  the folder
 *   POWERLOG_LOG     the log, which others may append marks to
 *
 * A record: kind (1 byte), file descriptor (4), two numbers (8 each), length (4), that many bytes;
 * little-endian. A record is one write to a file that is open for appending, so that the order of
 * the records is the order in which their writers got there. What changes files is done and written
 * down under one lock. A sync has two records, for a write that comes in between is not covered.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 65536

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned char tracked[FDS];
static char folder[PATH_MAX];
static size_t folder_length;
static int log_fd = -1;
static int64_t syncs;

#define REAL(result, name, ...)                                     \
    static result (*real)(__VA_ARGS__);                             \
    if (!real) {                                                    \
        real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name);    \
    }

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("POWERLOG_FOLDER");
    const char *log = getenv("POWERLOG_LOG");
    if (!where || !log) {
        return;
    }
    REAL(int, open, const char *, int, ...)
    log_fd = real(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (log_fd < 0) {
        perror("powerlog");
        abort();
    }
    snprintf(folder, sizeof folder, "%s", where);
    folder_length = strlen(folder);
}

static void note(char kind, int fd, int64_t a, int64_t b, const void *data, size_t length) {
    unsigned char head[25];
    int32_t fd32 = fd;
    uint32_t length32 = (uint32_t)length;
    head[0] = (unsigned char)kind;
    memcpy(head + 1, &fd32, 4);
    memcpy(head + 5, &a, 8);
    memcpy(head + 13, &b, 8);
    memcpy(head + 21, &length32, 4);
    struct iovec parts[2] = {{head, sizeof head}, {(void *)data, length}};
    REAL(ssize_t, writev, int, const struct iovec *, int)
    if (real(log_fd, parts, 2) != (ssize_t)(sizeof head + length)) {
        perror("powerlog");
        abort();
    }
}

/* The absolute path, if it is in the folder; else 0. */
static int inside(const char *path, char *absolute) {
    if (log_fd < 0 || !path) {
        return 0;
    }
    if (path[0] == '/') {
        snprintf(absolute, PATH_MAX, "%s", path);
    } else {
        char here[PATH_MAX / 2];
        if (!getcwd(here, sizeof here)) {
            return 0;
        }
        snprintf(absolute, PATH_MAX, "%s/%s", here, path);
    }
    size_t length = strlen(absolute);
    while (length > 1 && absolute[length - 1] == '/') {
        absolute[--length] = 0;
    }
    return strncmp(absolute, folder, folder_length) == 0 &&
           (absolute[folder_length] == '/' || absolute[folder_length] == 0);
}

static int is_tracked(int fd) {
    return fd >= 0 && fd < FDS && tracked[fd];
}

/* --- opening and closing */

static void opened(int fd, const char *path, int flags) {
    char absolute[PATH_MAX];
    if (fd < 0 || fd >= FDS) {
        return;
    }
    tracked[fd] = 0;
    struct stat status;
    if (!inside(path, absolute) || fstat(fd, &status) != 0) {
        return;
    }
    if (S_ISDIR(status.st_mode) || (flags & O_ACCMODE) != O_RDONLY) {
        tracked[fd] = 1;
        note('O', fd, flags & O_TRUNC ? 1 : 0, S_ISDIR(status.st_mode), absolute, strlen(absolute));
    }
}

#define OPEN(name)                                                  \
    int name(const char *path, int flags, ...) {                    \
        mode_t mode = 0;                                            \
        if (flags & (O_CREAT | O_TMPFILE)) {                        \
            va_list rest;                                           \
            va_start(rest, flags);                                  \
            mode = va_arg(rest, mode_t);                            \
            va_end(rest);                                           \
        }                                                           \
        REAL(int, name, const char *, int, ...)                     \
        pthread_mutex_lock(&lock);                                  \
        int fd = real(path, flags, mode);                           \
        int error = errno;                                          \
        opened(fd, path, flags);                                    \
        pthread_mutex_unlock(&lock);                                \
        errno = error;                                              \
        return fd;                                                  \
    }

OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                \
    int name(int at, const char *path, int flags, ...) {            \
        mode_t mode = 0;                                            \
        if (flags & (O_CREAT | O_TMPFILE)) {                        \
            va_list rest;                                           \
            va_start(rest, flags);                                  \
            mode = va_arg(rest, mode_t);                            \
            va_end(rest);                                           \
        }                                                           \
        REAL(int, name, int, const char *, int, ...)                \
        pthread_mutex_lock(&lock);                                  \
        int fd = real(at, path, flags, mode);                       \
        int error = errno;                                          \
        opened(fd, at == AT_FDCWD || path[0] == '/' ? path : NULL, flags); \
        pthread_mutex_unlock(&lock);                                \
        errno = error;                                              \
        return fd;                                                  \
    }

OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL(int, close, int)
    pthread_mutex_lock(&lock);
    if (is_tracked(fd)) {
        tracked[fd] = 0;
        note('C', fd, 0, 0, NULL, 0);
    }
    int result = real(fd);
    int error = errno;
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

/* --- writing */

/* Does it under the lock if the file is ours; NOTE is what to write down of a RESULT that is good. */
#define DONE(fd, type, call, good, NOTE)                            \
    do {                                                            \
        if (!is_tracked(fd)) {                                      \
            return call;                                            \
        }                                                           \
        pthread_mutex_lock(&lock);                                  \
        type result = call;                                         \
        int error = errno;                                          \
        if (good) {                                                 \
            NOTE;                                                   \
        }                                                           \
        pthread_mutex_unlock(&lock);                                \
        errno = error;                                              \
        return result;                                              \
    } while (0)

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t)
    DONE(fd, ssize_t, real(fd, data, length), result > 0,
         note('W', fd, lseek(fd, 0, SEEK_CUR) - result, 0, data, (size_t)result));
}

#define PWRITE(name)                                                \
    ssize_t name(int fd, const void *data, size_t length, off_t at) { \
        REAL(ssize_t, name, int, const void *, size_t, off_t)       \
        DONE(fd, ssize_t, real(fd, data, length, at), result > 0,   \
             note('W', fd, at, 0, data, (size_t)result));           \
    }

PWRITE(pwrite)
PWRITE(pwrite64)

static void note_parts(int fd, off_t at, const struct iovec *parts, int count, ssize_t written) {
    for (int i = 0; i < count && written > 0; i++) {
        size_t length = parts[i].iov_len < (size_t)written ? parts[i].iov_len : (size_t)written;
        note('W', fd, at, 0, parts[i].iov_base, length);
        at += (off_t)length;
        written -= (ssize_t)length;
    }
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, writev, int, const struct iovec *, int)
    DONE(fd, ssize_t, real(fd, parts, count), result > 0,
         note_parts(fd, lseek(fd, 0, SEEK_CUR) - result, parts, count, result));
}

#define PWRITEV(name)                                               \
    ssize_t name(int fd, const struct iovec *parts, int count, off_t at) { \
        REAL(ssize_t, name, int, const struct iovec *, int, off_t)  \
        DONE(fd, ssize_t, real(fd, parts, count, at), result > 0,   \
             note_parts(fd, at, parts, count, result));             \
    }

PWRITEV(pwritev)
PWRITEV(pwritev64)

#define TRUNCATE(name)                                              \
    int name(int fd, off_t length) {                                \
        REAL(int, name, int, off_t)                                 \
        DONE(fd, int, real(fd, length), result == 0, note('T', fd, length, 0, NULL, 0)); \
    }

TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

static void note_size(int fd) {
    struct stat status;
    if (fstat(fd, &status) == 0) {
        note('T', fd, status.st_size, 0, NULL, 0);
    }
}

/* What matters of an allocation is whether the file is longer afterwards. */
#define FALLOCATE(name)                                             \
    int name(int fd, int mode, off_t at, off_t length) {            \
        REAL(int, name, int, int, off_t, off_t)                     \
        DONE(fd, int, real(fd, mode, at, length), result == 0, note_size(fd)); \
    }

FALLOCATE(fallocate)
FALLOCATE(fallocate64)

#define POSIX_FALLOCATE(name)                                       \
    int name(int fd, off_t at, off_t length) {                      \
        REAL(int, name, int, off_t, off_t)                          \
        DONE(fd, int, real(fd, at, length), result == 0, note_size(fd)); \
    }

POSIX_FALLOCATE(posix_fallocate)
POSIX_FALLOCATE(posix_fallocate64)

/* --- syncing; sync_file_range promises nothing and is not written down */

static int64_t sync_begins(int fd) {
    pthread_mutex_lock(&lock);
    int64_t id = ++syncs;
    note('S', fd, id, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return id;
}

static void sync_ended(int fd, int64_t id) {
    pthread_mutex_lock(&lock);
    note('E', fd, id, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
}

/* Files that are open for reading only are not followed, but may be synced. */
static int is_known(int fd) {
    char link[64];
    char path[PATH_MAX];
    if (is_tracked(fd)) {
        return 1;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = log_fd < 0 ? -1 : readlink(link, path, sizeof path - 1);
    if (length < 0) {
        return 0;
    }
    path[length] = 0;
    pthread_mutex_lock(&lock);
    opened(fd, path, O_RDWR);
    pthread_mutex_unlock(&lock);
    return is_tracked(fd);
}

#define SYNC(name)                                                  \
    int name(int fd) {                                              \
        REAL(int, name, int)                                        \
        if (!is_known(fd)) {                                        \
            return real(fd);                                        \
        }                                                           \
        int64_t id = sync_begins(fd);                               \
        int result = real(fd);                                      \
        int error = errno;                                          \
        if (result == 0) {                                          \
            sync_ended(fd, id);                                     \
        }                                                           \
        errno = error;                                              \
        return result;                                              \
    }

SYNC(fsync)
SYNC(fdatasync)

/* --- names */

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *)
    char both[2 * PATH_MAX];
    char target[PATH_MAX];
    if (!inside(from, both) || !inside(to, target)) {
        return real(from, to);
    }
    size_t length = strlen(both) + 1;
    snprintf(both + length, PATH_MAX, "%s", target);
    pthread_mutex_lock(&lock);
    int result = real(from, to);
    int error = errno;
    if (result == 0) {
        note('R', -1, 0, 0, both, length + strlen(target));
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

#define NAMED(declaration, call, kind)                              \
    declaration {                                                   \
        char absolute[PATH_MAX];                                    \
        if (!inside(path, absolute)) {                              \
            return call;                                            \
        }                                                           \
        pthread_mutex_lock(&lock);                                  \
        int result = call;                                          \
        int error = errno;                                          \
        if (result == 0) {                                          \
            note(kind, -1, 0, 0, absolute, strlen(absolute));       \
        }                                                           \
        pthread_mutex_unlock(&lock);                                \
        errno = error;                                              \
        return result;                                              \
    }

static int real_unlink(const char *path) {
    REAL(int, unlink, const char *)
    return real(path);
}

static int real_rmdir(const char *path) {
    REAL(int, rmdir, const char *)
    return real(path);
}

static int real_mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t)
    return real(path, mode);
}

NAMED(int unlink(const char *path), real_unlink(path), 'U')
NAMED(int rmdir(const char *path), real_rmdir(path), 'U')
NAMED(int mkdir(const char *path, mode_t mode), real_mkdir(path, mode), 'D')

/* What is not followed would make the log a lie. */
int link(const char *from, const char *to) {
    REAL(int, link, const char *, const char *)
    char absolute[PATH_MAX];
    if (inside(to, absolute)) {
        fprintf(stderr, "powerlog: link is not followed: %s\n", to);
        abort();
    }
    return real(from, to);
}
