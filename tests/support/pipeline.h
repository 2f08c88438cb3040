// The phases one after the other, for tests that compile texts of their own.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "runtime/core/core.h"

namespace polc::support {

struct SourceText {
  std::string path;
  std::string text;
};

// Null where a phase reports an error; `findings` then holds them as text.
std::shared_ptr<const core::Bundle> compile(const std::vector<SourceText>& sources,
                                            std::string& findings);
// Does it pass the checks (cheaper: stops before lowering).
bool accepts(const std::vector<SourceText>& sources);

}  // namespace polc::support
