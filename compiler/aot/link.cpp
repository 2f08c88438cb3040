#include "compiler/aot/link.h"

#include <lld/Common/Driver.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>
#include <unistd.h>

#include <tuple>

LLD_HAS_DRIVER(elf)

namespace polc::aot {
namespace {

// A file that goes when its holder does. LLD reads and writes files only.
class Scratch {
 public:
  explicit Scratch(const char* suffix) {
    ok_ = !llvm::sys::fs::createTemporaryFile("polc", suffix, fd_, path_);
  }
  ~Scratch() {
    if (!ok_) return;
    close(fd_);
    std::ignore = llvm::sys::fs::remove(path_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  bool ok() const { return ok_; }
  std::string path() const { return std::string(path_); }
  bool write(const std::string& bytes) {
    llvm::raw_fd_ostream stream(fd_, false);
    stream << bytes;
    stream.flush();
    bool written = !stream.has_error();
    stream.clear_error();
    return written;
  }
  std::string read() const {
    auto buffer = llvm::MemoryBuffer::getFile(path_);
    return buffer ? std::string((*buffer)->getBuffer()) : std::string();
  }

 private:
  bool ok_ = false;
  int fd_ = -1;
  llvm::SmallString<128> path_;
};

}  // namespace

std::string link(const std::string& object, std::string& error) {
  Scratch in("o"), out("so");
  if (!in.ok() || !out.ok() || !in.write(object)) {
    error = "no temporary file can be written";
    return {};
  }
  std::string from = in.path(), to = out.path(), said;
  const char* line[] = {"ld.lld",
                        "-shared",
                        "-o",
                        to.c_str(),
                        from.c_str(),
                        "--no-undefined",
                        "-soname",
                        "polc-native",
                        "--threads=1",
                        "--build-id=none",
                        "--hash-style=gnu",
                        "-z",
                        "noexecstack",
                        "-z",
                        "separate-code",
                        "-z",
                        "now",
                        "--strip-debug"};
  llvm::raw_string_ostream stream(said);
  lld::Result result = lld::lldMain(line, stream, stream, {{lld::Gnu, &lld::elf::link}});
  std::string shared = result.retCode == 0 ? out.read() : std::string();
  if (shared.empty()) error = "LLD: " + stream.str();
  return shared;
}

}  // namespace polc::aot
