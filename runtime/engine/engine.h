// The contract between compiled code and those who ask it: one evaluator over a bundle and a directory.
//
// An Engine is immutable and may be used by any number of threads, each with its own Decision.
#pragma once
#include <memory>

#include "runtime/decision/decision.h"
#include "runtime/request/request.h"

namespace polc::engine {

class Engine {
 public:
  virtual ~Engine() = default;
  virtual void decide(const request::Request& request, value::Micros now,
                      decision::Decision& out) const = 0;
};

}  // namespace polc::engine
