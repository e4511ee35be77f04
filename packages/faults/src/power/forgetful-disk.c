/*
 * A disk that forgets what was never flushed to it, for a process that is started with this library in LD_PRELOAD.
 *
 * What is written to files in FORGETFUL_DISK is written there as ever. When a file is flushed (fsync, fdatasync), what
 * has been written to it since is copied to the file of the same name in FORGETFUL_KEPT: what a power cut would leave.
 * Source of which calls SQLite makes: the table of system calls in its os_unix.c.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FILES 64

/* A file, and the part of it that was written since it was last flushed: from `from` on, and before `to`. */
struct file {
  char name[NAME_MAX + 1];
  off_t from;
  off_t to;
};

static struct file files[FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int ends_with(const char *text, const char *end) {
  size_t length = strlen(text), wanted = strlen(end);
  return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

/* Writes down the name of an open file that lies on the disk. Returns 0 if it doesn't, or is of no matter. */
static int name_of(int fd, char *name) {
  const char *disk = getenv("FORGETFUL_DISK");
  char link[64], path[PATH_MAX];
  if (disk == NULL) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  size_t prefix = strlen(disk);
  if (strncmp(path, disk, prefix) != 0 || path[prefix] != '/') return 0;
  const char *rest = path + prefix + 1;
  /* Shared memory and locks mean nothing after a power cut. */
  if (strchr(rest, '/') || strchr(rest, ' ') || ends_with(rest, "-shm") || ends_with(rest, "-lock")) return 0;
  if (strlen(rest) > NAME_MAX) return 0;
  strcpy(name, rest);
  return 1;
}

/* Finds a file's entry, or makes one. */
static struct file *entry_of(const char *name) {
  for (int i = 0; i < FILES; i += 1) {
    if (files[i].name[0] == 0) {
      snprintf(files[i].name, sizeof files[i].name, "%s", name);
      files[i].from = files[i].to = 0;
    }
    if (strcmp(files[i].name, name) == 0) return &files[i];
  }
  abort();
}

static void was_written(int fd, off_t from, off_t to) {
  char name[NAME_MAX + 1];
  if (!name_of(fd, name)) return;
  pthread_mutex_lock(&lock);
  struct file *file = entry_of(name);
  if (file->from == file->to) {
    file->from = from;
    file->to = to;
  } else {
    if (from < file->from) file->from = from;
    if (to > file->to) file->to = to;
  }
  pthread_mutex_unlock(&lock);
}

static int kept_file(const char *name, int flags) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", getenv("FORGETFUL_KEPT"), name);
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
}

static void copy(int from, int to, off_t at, off_t end) {
  char bytes[65536];
  while (at < end) {
    size_t wanted = end - at < (off_t)sizeof bytes ? (size_t)(end - at) : sizeof bytes;
    ssize_t length = syscall(SYS_pread64, from, bytes, wanted, at);
    if (length <= 0) return;
    if (syscall(SYS_pwrite64, to, bytes, (size_t)length, at) != length) abort();
    at += length;
  }
}

static void was_flushed(int fd) {
  char name[NAME_MAX + 1];
  struct stat now;
  if (!name_of(fd, name) || fstat(fd, &now) != 0 || !S_ISREG(now.st_mode)) return;
  pthread_mutex_lock(&lock);
  struct file *file = entry_of(name);
  /* SQLite may have opened it for writing only; the copy reads. */
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int from = (int)syscall(SYS_openat, AT_FDCWD, link, O_RDONLY | O_CLOEXEC, 0);
  int to = kept_file(name, O_RDWR | O_CREAT | O_CLOEXEC);
  if (from < 0 || to < 0) abort();
  copy(from, to, file->from, file->to);
  if (syscall(SYS_ftruncate, to, now.st_size) != 0) abort();
  syscall(SYS_close, from);
  syscall(SYS_close, to);
  file->from = file->to = 0;
  pthread_mutex_unlock(&lock);
}

#define REAL(name, type) \
  static type real;      \
  if (real == NULL) real = (type)dlsym(RTLD_NEXT, name)

typedef ssize_t (*write_call)(int, const void *, size_t);
typedef ssize_t (*pwrite_call)(int, const void *, size_t, off_t);
typedef int (*flush_call)(int);
typedef int (*truncate_call)(int, off_t);
typedef int (*unlink_call)(const char *);

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL("write", write_call);
  char name[NAME_MAX + 1];
  if (!name_of(fd, name)) return real(fd, bytes, count);
  off_t at = (off_t)syscall(SYS_lseek, fd, 0, SEEK_CUR);
  ssize_t written = real(fd, bytes, count);
  if (written > 0) was_written(fd, at, at + written);
  return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  REAL("pwrite", pwrite_call);
  ssize_t written = real(fd, bytes, count, at);
  if (written > 0) was_written(fd, at, at + written);
  return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) {
  REAL("pwrite64", pwrite_call);
  ssize_t written = real(fd, bytes, count, at);
  if (written > 0) was_written(fd, at, at + written);
  return written;
}

static int truncated(int fd, off_t size, truncate_call real) {
  struct stat before;
  int known = fstat(fd, &before) == 0;
  int result = real(fd, size);
  if (result == 0 && known && before.st_size != size)
    was_written(fd, before.st_size < size ? before.st_size : size, before.st_size < size ? size : before.st_size);
  return result;
}

int ftruncate(int fd, off_t size) {
  REAL("ftruncate", truncate_call);
  return truncated(fd, size, real);
}

int ftruncate64(int fd, off_t size) {
  REAL("ftruncate64", truncate_call);
  return truncated(fd, size, real);
}

int fsync(int fd) {
  REAL("fsync", flush_call);
  int result = real(fd);
  if (result == 0) was_flushed(fd);
  return result;
}

int fdatasync(int fd) {
  REAL("fdatasync", flush_call);
  int result = real(fd);
  if (result == 0) was_flushed(fd);
  return result;
}

int unlink(const char *path) {
  REAL("unlink", unlink_call);
  const char *disk = getenv("FORGETFUL_DISK");
  int result = real(path);
  if (result == 0 && disk != NULL && strncmp(path, disk, strlen(disk)) == 0 && path[strlen(disk)] == '/') {
    char kept[PATH_MAX];
    snprintf(kept, sizeof kept, "%s/%s", getenv("FORGETFUL_KEPT"), path + strlen(disk) + 1);
    real(kept);
  }
  return result;
}
