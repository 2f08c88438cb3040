// The functions that compiled code calls (support.def), and the table by which the compiler binds them.
#pragma once
#include <string_view>
#include <vector>

#include "runtime/engine/context.h"

namespace polc::engine {

extern "C" {
#define SUPPORT(name, signature, result, parameters) result name parameters;
#include "runtime/engine/support.def"
#undef SUPPORT
}

struct SupportRow {
  std::string_view name, signature;
  void* address;
};
const std::vector<SupportRow>& supportRows();

void fail(Context& context, decision::ErrorCode code, uint32_t row, std::string_view path,
          std::string_view member = {});

}  // namespace polc::engine
