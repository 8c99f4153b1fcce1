/* Loaded into a hub before its own libraries (LD_PRELOAD): what it writes to the files of its database fails when the
   test says so. HUB_TEST_DISK names a file of five numbers of 32 bits that the test and the hub both map:
   0  so many writes until one fails; 0: none does
   1  the error that it gets
   2  whether every write after it fails too
   3  how many writes there were
   4  the error that a file gets which is opened to be written; 0: none */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static volatile int32_t *said;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("HUB_TEST_DISK");
    int fd = path ? NEXT(open)(path, O_RDWR) : -1;
    void *map = fd < 0 ? MAP_FAILED : mmap(NULL, 20, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map != MAP_FAILED)
        said = map;
}

static int is_ours(const char *path) { return strstr(path, "/hub.db") != NULL; }

static int fails(int fd)
{
    char link[64], path[4096];
    if (!said)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    if (!is_ours(path))
        return 0;
    __atomic_add_fetch(&said[3], 1, __ATOMIC_SEQ_CST);
    if (said[0] <= 0 || __atomic_sub_fetch(&said[0], 1, __ATOMIC_SEQ_CST) > 0)
        return 0;
    said[0] = said[2] ? 1 : 0;
    errno = said[1];
    return 1;
}

#define WRITES(type, name, parameters, ...) \
    type name parameters { return fails(fd) ? -1 : NEXT(name)(__VA_ARGS__); }

WRITES(ssize_t, write, (int fd, const void *bytes, size_t size), fd, bytes, size)
WRITES(ssize_t, pwrite, (int fd, const void *bytes, size_t size, off_t at), fd, bytes, size, at)
WRITES(ssize_t, pwrite64, (int fd, const void *bytes, size_t size, off64_t at), fd, bytes, size, at)
WRITES(int, fsync, (int fd), fd)
WRITES(int, fdatasync, (int fd), fd)
WRITES(int, ftruncate, (int fd, off_t size), fd, size)
WRITES(int, ftruncate64, (int fd, off64_t size), fd, size)

#define OPENS(name)                                                                      \
    int name(const char *path, int flags, ...)                                           \
    {                                                                                    \
        va_list more;                                                                    \
        va_start(more, flags);                                                           \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;          \
        va_end(more);                                                                    \
        if (said && said[4] && flags & (O_WRONLY | O_RDWR | O_CREAT) && is_ours(path)) { \
            errno = said[4];                                                             \
            return -1;                                                                   \
        }                                                                                \
        return NEXT(name)(path, flags, mode);                                            \
    }

OPENS(open)
OPENS(open64)
