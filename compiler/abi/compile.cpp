// The compiler's half of the C interface: polc_compile, polc_optimise.
#include <algorithm>

#include "compiler/driver/session.h"
#include "compiler/jit/jit.h"
#include "compiler/jit/tiered.h"
#include "runtime/abi/make.h"
#include "runtime/abi/options.h"
#include "runtime/bundle/open.h"

namespace polc::abi {
namespace {

polc_error errorOf(driver::Session& session) {
  const auto& findings = session.diagnostics().findings();
  auto first = std::find_if(findings.begin(), findings.end(), [](const diag::Finding& finding) {
    return finding.severity == diag::Severity::error;
  });
  polc_error error;
  error.status = POLC_REFUSED;
  if (first != findings.end()) {
    error.code = diag::row(first->code).code;
    error.message = first->message;
  }
  if (first != findings.end() && first->span.valid()) {
    const source::File& file = session.sources().file(first->span.file);
    source::Place at = file.place(first->span.begin);
    error.message = fmt::format("{}:{}:{}: {}", file.path(), at.line, at.column, first->message);
  }
  return error;
}

constexpr polc_optimise_options kFast = {sizeof(polc_optimise_options), 2, 0, nullptr};

std::string findingsOf(driver::Session& session) {
  return diag::findingsJson(session.diagnostics(), session.sources());
}

polc_status compile(const char* path, polc_bundle** out, polc_error** error) {
  driver::Session session;
  const driver::Agreement* agreement = session.open(path) ? session.agreement() : nullptr;
  if (!agreement) {
    polc_error refused = errorOf(session);
    refused.findings = findingsOf(session);
    return fail(error, std::move(refused));
  }
  return makeBundle({agreement->bundle, bundle::interpreter(), findingsOf(session)}, out);
}

polc_status optimise(const Bundle& bundle, const polc_optimise_options& options, polc_bundle** out,
                     polc_error** error) {
  std::string why;
  std::shared_ptr<const jit::Cache> cache;
  if (options.cache) cache = jit::Cache::open(options.cache, why);
  if (options.cache && !cache)
    return fail(error, POLC_REFUSED, fmt::format("{} keeps no code: {}", options.cache, why));
  std::shared_ptr<const engine::Engine> engine;
  if (options.behind) {
    engine = std::make_shared<jit::Tiered>(bundle.core, bundle.engine, std::move(cache));
  } else {
    engine = jit::compile(bundle.core, options.level, why, cache.get());
  }
  if (!engine) return fail(error, POLC_INTERNAL, why);
  return makeBundle({bundle.core, std::move(engine), bundle.findings}, out);
}

}  // namespace
}  // namespace polc::abi

using namespace polc::abi;

polc_status polc_compile(const char* path, polc_bundle** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!path || !out) return invalid(error, "a path is compiled, and the bundle goes to `out`");
    return compile(path, out, error);
  });
}

polc_status polc_optimise(const polc_bundle* bundle, const polc_optimise_options* options,
                          polc_bundle** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    auto wanted = optionsOf(options, kFast);
    if (!wanted) return invalid(error, kOptionsForm);
    if (!bundle || !out || (wanted->level != 0 && wanted->level != 2) ||
        (wanted->behind && wanted->level != 2))
      return invalid(error, "a bundle is optimised at level 0 or 2 (behind: 2), into `out`");
    return optimise(*bundle->held, *wanted, out, error);
  });
}
