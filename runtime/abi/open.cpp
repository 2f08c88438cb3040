// Bundles of `polc build`.
#include <cstring>
#include <span>

#include "runtime/abi/make.h"
#include "runtime/abi/options.h"
#include "runtime/bundle/open.h"

namespace polc::abi {
namespace {

bundle::Options trustOf(const polc_open_options& given) {
  bundle::Options options;
  for (size_t i = 0; i < given.trusted_count; ++i) {
    std::memcpy(options.trusted.emplace_back().data(), given.trusted[i].bytes,
                sizeof given.trusted[i].bytes);
  }
  options.demand_signature = given.demand_signature != 0;
  if (given.interpret) options.engine = bundle::EngineKind::interp;
  return options;
}

polc_status refuse(const bundle::Refusal& refusal, polc_error** error) {
  polc_error made;
  made.status = refusal.code == bundle::Code::unreadable ? POLC_UNREADABLE : POLC_REFUSED;
  made.code = fmt::format("P{:04}", static_cast<uint16_t>(refusal.code));
  made.message = refusal.message;
  return fail(error, std::move(made));
}

// `from`: bytes or a path.
template <class From>
polc_status open(const From& from, const polc_open_options* options, polc_bundle** out,
                 polc_error** error) {
  auto wanted = optionsOf(options);
  if (!wanted) return invalid(error, kOptionsForm);
  if (!wanted->trusted && wanted->trusted_count != 0)
    return invalid(error, "trusted keys are counted, and there are none");
  bundle::Refusal refusal;
  auto opened = bundle::open(from, trustOf(*wanted), refusal);
  if (!opened) return refuse(refusal, error);
  return makeBundle({opened->bundle, opened->engine}, out);
}

constexpr const char* kNothing = "a bundle's path or bytes are needed, and it goes to `out`";

}  // namespace
}  // namespace polc::abi

using namespace polc::abi;

int polc_key_parse(polc_string text, polc_key* key) {
  int read = 0;
  guarded(nullptr, [&] {
    auto parsed = polc::bundle::parsePublicKey(view(text));
    if (parsed && key) std::memcpy(key->bytes, parsed->data(), sizeof key->bytes);
    read = parsed ? 1 : 0;
    return POLC_OK;
  });
  return read;
}

polc_status polc_bundle_open(const char* path, const polc_open_options* options, polc_bundle** out,
                             polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!path || !out) return invalid(error, kNothing);
    return open(std::string(path), options, out, error);
  });
}

polc_status polc_bundle_open_bytes(const void* bytes, size_t size, const polc_open_options* options,
                                   polc_bundle** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!bytes || !out) return invalid(error, kNothing);
    return open(std::span(static_cast<const uint8_t*>(bytes), size), options, out, error);
  });
}
