// The edge of the C interface: no exception leaves, and each failure becomes a status and an error object.
#pragma once
#include <fmt/format.h>

#include <new>
#include <string_view>

#include "runtime/abi/handles.h"

namespace polc::abi {

inline std::string_view view(polc_string text) {
  return text.data ? std::string_view(text.data, text.size) : std::string_view();
}
// May a decision be of this instant?
inline bool isInstant(int64_t now) { return now >= value::kTimeMin && now <= value::kTimeMax; }
inline polc_string give(std::string_view text) { return {text.data(), text.size()}; }

std::string_view name(polc_status status);

// Sets *error where the caller wants one. Returns `status`.
polc_status fail(polc_error** error, polc_status status, std::string_view message) noexcept;
polc_status fail(polc_error** error, polc_error&& what) noexcept;

inline polc_status invalid(polc_error** error, std::string_view message) noexcept {
  return fail(error, POLC_INVALID_ARGUMENT, message);
}

// Runs a body that returns a status; what it throws becomes one.
template <class Body>
polc_status guarded(polc_error** error, Body body) noexcept {
  if (error) *error = nullptr;
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return fail(error, POLC_NO_MEMORY, "out of memory");
  } catch (const std::exception& fault) {
    return fail(error, POLC_INTERNAL, fault.what());
  } catch (...) {
    return fail(error, POLC_INTERNAL, "an unknown fault");
  }
}

}  // namespace polc::abi
