#include "runtime/bundle/keys.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

namespace polc::bundle {
namespace {

constexpr std::string_view kSecret = "polc-secret-key ", kPublic = "polc-public-key ";

template <class Bytes>
std::string line(std::string_view label, const Bytes& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the terminating zero
  return fmt::format("{}{}\n", label, text);
}

template <class Bytes>
bool parse(std::string_view label, std::string_view text, Bytes& bytes) {
  if (!text.starts_with(label)) return false;
  text.remove_prefix(label.size());
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  size_t size = 0;
  const char* end = nullptr;
  return sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size,
                           &end, sodium_base64_VARIANT_ORIGINAL) == 0 &&
         size == bytes.size() && end == text.data() + text.size();
}

// Its public half is that of its secret half: signed under another, a text would tell the secret.
bool isWhole(const SecretKey& key) {
  SecretKey made;
  PublicKey unused;
  crypto_sign_seed_keypair(unused.data(), made.bytes.data(), key.bytes.data());
  return sodium_memcmp(made.bytes.data(), key.bytes.data(), key.bytes.size()) == 0;
}

}  // namespace

SecretKey::~SecretKey() { sodium_memzero(bytes.data(), bytes.size()); }

PublicKey SecretKey::publicKey() const {
  PublicKey key;
  std::copy_n(bytes.begin() + 32, key.size(), key.begin());
  return key;
}

std::optional<SecretKey> makeKey() {
  if (sodium_init() < 0) return std::nullopt;
  SecretKey key;
  PublicKey unused;
  crypto_sign_keypair(unused.data(), key.bytes.data());
  return key;
}

std::string format(const SecretKey& key) { return line(kSecret, key.bytes); }
std::string format(const PublicKey& key) { return line(kPublic, key); }

std::optional<SecretKey> parseSecretKey(std::string_view text) {
  SecretKey key;
  if (!parse(kSecret, text, key.bytes) || !isWhole(key)) return std::nullopt;
  return key;
}

std::optional<PublicKey> parsePublicKey(std::string_view text) {
  PublicKey key;
  if (!parse(kPublic, text, key)) return std::nullopt;
  return key;
}

std::string keyId(const PublicKey& key) {
  std::string out;
  for (size_t i = 0; i < 8; ++i) out += fmt::format("{:02x}", key[i]);
  return out;
}

}  // namespace polc::bundle
