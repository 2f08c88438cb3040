#include <fmt/format.h>
#include <sodium.h>

#include "runtime/bundle/layout.h"

namespace polc::bundle {

Digest idOf(std::span<const uint8_t> file, uint32_t count) {
  Digest id;
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, id.size());
  crypto_generichash_update(&state, file.data(), kIdAt);
  crypto_generichash_update(&state, file.data() + kHeaderBytes, kRowBytes * count);
  crypto_generichash_final(&state, id.data(), id.size());
  return id;
}

std::string signedText(const Digest& id) {
  std::string text(kSigned);
  text.append(reinterpret_cast<const char*>(id.data()), id.size());
  return text;
}

Digest digestOf(std::span<const uint8_t> bytes) {
  Digest digest;
  crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), nullptr, 0);
  return digest;
}

std::string hex(std::span<const uint8_t> bytes) {
  std::string out;
  for (uint8_t byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace polc::bundle
