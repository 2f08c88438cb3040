#include "runtime/abi/guard.h"
#include "runtime/time/zone.h"

namespace polc::abi {

std::string_view name(polc_status status) {
  constexpr std::string_view kNames[] = {"ok",      "invalid_argument", "unreadable",
                                         "refused", "no_memory",        "internal"};
  return kNames[status];
}

polc_status fail(polc_error** error, polc_error&& what) noexcept {
  polc_status status = what.status;
  if (error) *error = new (std::nothrow) polc_error(std::move(what));
  return status;
}

polc_status fail(polc_error** error, polc_status status, std::string_view message) noexcept {
  if (!error) return status;
  *error = nullptr;
  try {
    polc_error what;
    what.status = status;
    what.code = name(status);
    what.message = message;
    *error = new polc_error(std::move(what));
  } catch (const std::bad_alloc&) {
    return status;  // the status says enough
  }
  return status;
}

}  // namespace polc::abi

using namespace polc::abi;

const char* polc_version(void) { return POLC_VERSION; }

polc_string polc_text(const char* zero_ended) {
  return zero_ended ? give(zero_ended) : polc_string{nullptr, 0};
}

int polc_time_parse(polc_string text, int64_t* micros) {
  int read = 0;
  guarded(nullptr, [&] {
    auto parsed = polc::time::parseTime(view(text));
    if (parsed && micros) *micros = *parsed;
    read = parsed ? 1 : 0;
    return POLC_OK;
  });
  return read;
}

polc_status polc_error_status(const polc_error* error) { return error ? error->status : POLC_OK; }
polc_string polc_error_code(const polc_error* error) {
  return error ? give(error->code) : polc_string{nullptr, 0};
}
polc_string polc_error_message(const polc_error* error) {
  return error ? give(error->message) : polc_string{nullptr, 0};
}
polc_string polc_error_findings(const polc_error* error) {
  return error ? give(error->findings) : polc_string{nullptr, 0};
}
void polc_error_free(polc_error* error) { delete error; }
