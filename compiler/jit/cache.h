// Compiled objects, kept in a folder for later processes, each under the key that it follows from.
//
// Shape:   KEY.o: a line "polc-object 1 KEY DIGEST", then the object; DIGEST is BLAKE3 over the object, in hexadecimal
// Safety:  code is taken from a folder, and from files in it, that belong to this process's user and that nobody else may
//          write; links are not followed. A file that is not whole, or is under another's name, is as if it were not there
// Size:    beyond `most` bytes the objects that were not used for longest go
// Errors:  open() says why a folder is not used. What cannot be read is compiled again, what cannot be written is not kept
// Threads: any number, and any number of processes
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace polc::jit {

class Cache {
 public:
  static constexpr uint64_t kMost = 256 << 20;

  // Makes the folder, for this user alone, where it is missing. Null and why, where it is not safe to take code from.
  static std::unique_ptr<Cache> open(const std::string& folder, std::string& error,
                                     uint64_t most = kMost);
  ~Cache();
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;

  std::optional<std::string> find(const std::string& key) const;
  void keep(const std::string& key, std::string_view object) const;

 private:
  Cache(int folder, uint64_t most) : folder_(folder), most_(most) {}
  void makeRoom() const;

  int folder_;  // a descriptor: what was looked at is what is used
  uint64_t most_;
};

}  // namespace polc::jit
