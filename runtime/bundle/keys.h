// Ed25519 keys of bundles, and the files that they are kept in.
//
// Shape:  a file is one line: "polc-secret-key " or "polc-public-key ", then the key in base64
// Errors: nothing where a text is no key
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace polc::bundle {

using PublicKey = std::array<uint8_t, 32>;
using Signature = std::array<uint8_t, 64>;

struct SecretKey {
  std::array<uint8_t, 64> bytes{};
  SecretKey() = default;
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();  // overwrites the key
  PublicKey publicKey() const;
};

std::optional<SecretKey> makeKey();  // nothing where the system gives no randomness
std::string format(const SecretKey& key);
std::string format(const PublicKey& key);
std::optional<SecretKey> parseSecretKey(std::string_view text);
std::optional<PublicKey> parsePublicKey(std::string_view text);
std::string keyId(const PublicKey& key);  // 16 hexadecimal digits, for people

}  // namespace polc::bundle
