#include "runtime/bundle/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace polc::bundle {
namespace {

bool readAll(int fd, uint8_t* to, size_t size) {
  while (size > 0) {
    ssize_t got = read(fd, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

}  // namespace

std::optional<FileBytes> readFile(const std::string& path) {
  // Opening a pipe that nobody writes into must not wait.
  int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return std::nullopt;
  FileBytes bytes;
  struct stat about{};
  bool read = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
  if (read) {
    bytes.size = static_cast<size_t>(about.st_size);
    bytes.data.reset(new uint8_t[bytes.size]);
    read = readAll(fd, bytes.data.get(), bytes.size);
  }
  close(fd);
  if (!read) return std::nullopt;
  return bytes;
}

}  // namespace polc::bundle
