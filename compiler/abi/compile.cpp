// The compiler's half of the C interface: polc_compile, polc_optimise.
#include <algorithm>

#include "compiler/driver/session.h"
#include "compiler/jit/jit.h"
#include "runtime/abi/make.h"
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
  return makeBundle({agreement->bundle, bundle::interpreter(), "interp", findingsOf(session)}, out);
}

polc_status optimise(const Bundle& bundle, int level, polc_bundle** out, polc_error** error) {
  std::string why;
  std::shared_ptr<const engine::Engine> engine = jit::compile(bundle.core, level, why);
  if (!engine) return fail(error, POLC_INTERNAL, why);
  return makeBundle({bundle.core, std::move(engine), "jit", bundle.findings}, out);
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

polc_status polc_optimise(const polc_bundle* bundle, int level, polc_bundle** out,
                          polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!bundle || !out || (level != 0 && level != 2))
      return invalid(error, "a bundle is optimised at level 0 or 2, and the other goes to `out`");
    return optimise(*bundle->held, level, out, error);
  });
}
