#include <fmt/format.h>
#include <sodium.h>

#include "runtime/core/core.h"

namespace polc::core {

std::string digest(const Bundle& bundle) {
  const std::string text = print(bundle, false) + time::tzdataVersion();
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string out = "sha256:";
  for (const unsigned char byte : hash) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace polc::core
