#include "compiler/jit/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/BLAKE3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

namespace polc::jit {
namespace {

constexpr mode_t kOthersMayWrite = S_IWGRP | S_IWOTH;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  int release() { return std::exchange(number_, -1); }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

bool ours(const struct stat& facts) {
  return facts.st_uid == geteuid() && (facts.st_mode & kOthersMayWrite) == 0;
}

std::string headOf(const std::string& key, std::string_view object) {
  auto digest =
      llvm::BLAKE3::hash({reinterpret_cast<const uint8_t*>(object.data()), object.size()});
  return "polc-object 1 " + key + " " + llvm::toHex(digest, true) + "\n";
}

std::string fileOf(const std::string& key) { return key + ".o"; }

std::string readAll(int file, size_t size) {
  std::string bytes(size, '\0');
  size_t got = 0;
  while (got < size) {
    ssize_t more = read(file, bytes.data() + got, size - got);
    if (more <= 0) return {};
    got += static_cast<size_t>(more);
  }
  return bytes;
}

bool writeAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t more = write(file, bytes.data(), bytes.size());
    if (more <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(more));
  }
  return true;
}

struct Kept {
  std::string name;
  timespec used;
  uint64_t bytes;
};

bool earlier(const Kept& a, const Kept& b) {
  return std::pair(a.used.tv_sec, a.used.tv_nsec) < std::pair(b.used.tv_sec, b.used.tv_nsec);
}

// What keep() makes, and nothing that somebody else put there.
bool isKept(std::string_view name) {
  constexpr size_t kKey = 64;
  return name.size() > kKey && name[kKey] == '.' &&
         name.find_first_not_of("0123456789abcdef") == kKey;
}

std::vector<Kept> keptIn(int folder) {
  std::vector<Kept> kept;
  int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* listing = again >= 0 ? fdopendir(again) : nullptr;
  if (!listing) return kept;
  while (const dirent* entry = readdir(listing)) {
    struct stat facts;
    if (!isKept(entry->d_name) || fstatat(folder, entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    kept.push_back({entry->d_name, facts.st_mtim, static_cast<uint64_t>(facts.st_size)});
  }
  closedir(listing);
  return kept;
}

}  // namespace

std::unique_ptr<Cache> Cache::open(const std::string& folder, std::string& error, uint64_t most) {
  std::error_code failure;
  std::filesystem::path path(folder);
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failure);
  mkdir(folder.c_str(), S_IRWXU);
  Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat facts;
  if (!opened || fstat(opened.get(), &facts) != 0) return error = std::strerror(errno), nullptr;
  if (!ours(facts)) return error = "others own it or may write to it", nullptr;
  return std::unique_ptr<Cache>(new Cache(opened.release(), most));
}

Cache::~Cache() { close(folder_); }

std::optional<std::string> Cache::find(const std::string& key) const {
  Descriptor file(
      openat(folder_, fileOf(key).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  struct stat facts;
  if (!file || fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode) || !ours(facts) ||
      static_cast<uint64_t>(facts.st_size) > most_)
    return std::nullopt;
  std::string bytes = readAll(file.get(), static_cast<size_t>(facts.st_size));
  size_t line = bytes.find('\n');
  if (line == std::string::npos) return std::nullopt;
  std::string object = bytes.substr(line + 1);
  if (bytes.compare(0, line + 1, headOf(key, object)) != 0) return std::nullopt;
  futimens(file.get(), nullptr);
  return object;
}

void Cache::keep(const std::string& key, std::string_view object) const {
  std::string head = headOf(key, object);
  if (head.size() + object.size() > most_) return;
  std::string scratch = key + "." + std::to_string(getpid()) + ".part";
  constexpr int kNew = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  Descriptor file(openat(folder_, scratch.c_str(), kNew, S_IRUSR | S_IWUSR));
  if (!file) return;
  bool written = writeAll(file.get(), head) && writeAll(file.get(), object);
  if (!written || renameat(folder_, scratch.c_str(), folder_, fileOf(key).c_str()) != 0) {
    unlinkat(folder_, scratch.c_str(), 0);
    return;
  }
  makeRoom();
}

void Cache::makeRoom() const {
  std::vector<Kept> kept = keptIn(folder_);
  uint64_t total = 0;
  for (const Kept& one : kept) total += one.bytes;
  std::sort(kept.begin(), kept.end(), earlier);
  for (const Kept& oldest : kept) {
    if (total <= most_) return;
    unlinkat(folder_, oldest.name.c_str(), 0);
    total -= oldest.bytes;
  }
}

}  // namespace polc::jit
