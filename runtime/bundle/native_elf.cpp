// Native code where the system's loader maps ELF files (Linux).
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "runtime/bundle/native.h"
#include "runtime/bundle/tables_codec.h"
#include "runtime/engine/abi.h"
#include "runtime/engine/make.h"
#include "runtime/engine/support.h"

namespace polc::bundle {
namespace {

struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) close(fd);
  }
};

bool writeAll(int fd, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
  return true;
}

// The system's loader trusts what it maps: segments must lie within the file, and none may be written and executed.
bool mappable(std::span<const uint8_t> object) {
  Elf64_Ehdr header;
  if (object.size() < sizeof header) return false;
  std::memcpy(&header, object.data(), sizeof header);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
      header.e_phentsize != sizeof(Elf64_Phdr) || header.e_phoff > object.size() ||
      header.e_phnum > (object.size() - header.e_phoff) / sizeof(Elf64_Phdr))
    return false;
  for (size_t i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment;
    std::memcpy(&segment, object.data() + header.e_phoff + i * sizeof segment, sizeof segment);
    if (segment.p_offset > object.size() || segment.p_filesz > object.size() - segment.p_offset ||
        ((segment.p_flags & PF_W) != 0 && (segment.p_flags & PF_X) != 0))
      return false;
  }
  return true;
}

// The file stays open as long as the library: the system's loader knows a library by its path, which is the file's number, and
// would give the same one again.
struct Library {
  Descriptor file;
  void* handle = nullptr;
  explicit Library(int fd) : file{fd} {}
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() {
    if (handle) dlclose(handle);
  }
};

std::shared_ptr<Library> map(std::span<const uint8_t> object, std::string& why) {
  if (!mappable(object)) {
    why = "the system does not load the code: it is cut off, or no shared object";
    return nullptr;
  }
  auto library =
      std::make_shared<Library>(memfd_create("polc-native", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  int fd = library->file.fd;
  if (fd < 0 || !writeAll(fd, object) ||
      fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    why = fmt::format("no file in memory for the code: {}", std::strerror(errno));
    return nullptr;
  }
  library->handle = dlopen(fmt::format("/proc/self/fd/{}", fd).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library->handle) return library;
  const char* text = dlerror();
  why = fmt::format("the system does not load the code: {}", text ? text : "no reason given");
  return nullptr;
}

void* addressOf(std::string_view name) {
  for (const engine::SupportRow& row : engine::supportRows()) {
    if (row.name == name) return row.address;
  }
  return nullptr;
}

// False where the page was bound before: then the loader gave another bundle's library.
bool bind(const NativeInfo& info, void* page) {
  void** slots = static_cast<void**>(page);
  void*& bound = slots[kImportsMax];
  if (bound) return false;
  for (size_t i = 0; i < info.imports.size(); ++i) slots[i] = addressOf(info.imports[i]);
  bound = page;
  if (sysconf(_SC_PAGESIZE) != kImportsBytes) return true;
  return mprotect(page, kImportsBytes, PROT_READ) == 0;
}

}  // namespace

std::string nativeTarget() {
#if defined(__x86_64__) && defined(__linux__)
  return "x86_64-linux-gnu x86-64-v2";
#else
  return "";
#endif
}

std::string unfit(const NativeInfo& info) {
  if (info.target != nativeTarget())
    return fmt::format("the code is for {}, not for this system", info.target);
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("sse4.2") || !__builtin_cpu_supports("popcnt") ||
      !__builtin_cpu_supports("ssse3"))
    return "this processor is older than x86-64-v2";
#endif
  if (info.abi != engine::abi()) return "the code was made for another version of this runtime";
  if (info.imports.size() > kImportsMax) return "the code calls too much";
  for (const std::string& name : info.imports) {
    if (!addressOf(name)) return fmt::format("the code calls {}, which is not there", name);
  }
  return {};
}

std::shared_ptr<const engine::Engine> nativeEngine(std::shared_ptr<const core::Bundle> bundle,
                                                   const NativeInfo& info,
                                                   std::span<const uint8_t> object,
                                                   std::span<const uint8_t> tables,
                                                   std::string& why) {
  engine::Tables decoded;
  if (!decodeTables(tables, *bundle, decoded) || decoded.functions != info.functions)
    return nullptr;
  std::shared_ptr<Library> library = map(object, why);
  if (!library) return nullptr;
  auto* functions = static_cast<const engine::Code*>(dlsym(library->handle, kFunctionsSymbol));
  void* imports = dlsym(library->handle, kImportsSymbol);
  if (!functions || !imports || !bind(info, imports)) {
    why = "the code's table of functions cannot be bound";
    return nullptr;
  }
  decoded.code.assign(functions, functions + info.functions);
  return engine::make(std::move(bundle), std::move(decoded), std::move(library), "native");
}

}  // namespace polc::bundle
