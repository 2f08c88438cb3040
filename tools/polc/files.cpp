#include "tools/polc/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace polc::tool {
namespace {

bool writeAll(int fd, const std::string& bytes) {
  size_t at = 0;
  while (at < bytes.size()) {
    ssize_t written = write(fd, bytes.data() + at, bytes.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    at += static_cast<size_t>(written);
  }
  return fsync(fd) == 0;
}

// False, and nothing is left behind.
bool writeFresh(const std::string& path, const std::string& bytes, mode_t mode) {
  int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) return false;
  bool written = writeAll(fd, bytes);
  written = close(fd) == 0 && written;
  if (!written) unlink(path.c_str());
  return written;
}

}  // namespace

bool replaceFile(const std::string& path, const std::string& bytes) {
  struct stat old{};
  bool replaces = stat(path.c_str(), &old) == 0;
  if (replaces && !S_ISREG(old.st_mode)) return false;
  std::string fresh = path + ".polc-" + std::to_string(getpid());
  if (!writeFresh(fresh, bytes, 0666)) return false;
  if ((!replaces || chmod(fresh.c_str(), old.st_mode & 0777) == 0) &&
      std::rename(fresh.c_str(), path.c_str()) == 0)
    return true;
  unlink(fresh.c_str());
  return false;
}

bool createFile(const std::string& path, const std::string& bytes, bool secret) {
  return writeFresh(path, bytes, secret ? 0600 : 0666);
}

}  // namespace polc::tool
