// A contract of examples/ with its directory, its cases as decoded requests, and its compiled engines.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "runtime/engine/engine.h"

namespace polc::bench {

struct Ask {
  std::shared_ptr<const request::Request> request;
  value::Micros now;
};
struct Contract {
  std::shared_ptr<const directory::Directory> directory;
  std::vector<Ask> access, standing;
  std::unique_ptr<engine::Engine> fast, optimised;
};
const Contract& contractOf(const std::string& example);

}  // namespace polc::bench
