// Bundles to test with: a contract of the canon, built in every way.
#pragma once
#include <catch2/catch.hpp>

#include "compiler/aot/aot.h"
#include "compiler/driver/session.h"
#include "runtime/bundle/open.h"

namespace polc::test {

inline const core::Bundle& canonCore() {
  static driver::Session session;
  static const bool open = session.open(std::string(POLC_SOURCE_DIR) + "/examples/acme_sandboxes");
  REQUIRE(open);
  return *session.agreement()->bundle;
}

inline const bundle::SecretKey& releaseKey() {
  static const bundle::SecretKey key = *bundle::makeKey();
  return key;
}

inline std::string built(bool native, const bundle::SecretKey* key) {
  std::string error;
  std::string bytes = aot::build(canonCore(), {native, key}, error);
  INFO(error);
  REQUIRE_FALSE(bytes.empty());
  return bytes;
}
inline const std::string& signedBundle() {
  static const std::string bytes = built(true, &releaseKey());
  return bytes;
}

inline std::span<const uint8_t> bytesOf(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

inline bundle::Options trusting(const bundle::SecretKey& key) {
  return {{key.publicKey()}, true, bundle::EngineKind::automatic};
}

inline bundle::Code codeOf(const std::string& bytes, const bundle::Options& options = {}) {
  bundle::Refusal refusal;
  auto opened = bundle::open(bytesOf(bytes), options, refusal);
  CHECK((opened == nullptr) == (refusal.code != bundle::Code::none));
  CHECK(refusal.message.empty() == (refusal.code == bundle::Code::none));
  return refusal.code;
}

}  // namespace polc::test
