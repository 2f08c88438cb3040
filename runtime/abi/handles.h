// What the handles of the C interface hold.
//
// Ownership: a handle owns its parts by shared_ptr, so that each may be freed in any order
#pragma once
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/engine/engine.h"
#include "runtime/include/polc/polc.h"
#include "runtime/request/vocabulary.h"

struct polc_error {
  polc_status status = POLC_INTERNAL;
  std::string code, message;
  std::string findings = "[]";
};

namespace polc::abi {

struct Bundle {
  std::shared_ptr<const core::Bundle> core;
  std::shared_ptr<const engine::Engine> engine;
  std::string findings = "[]";
  std::shared_ptr<const request::Vocabulary> vocabulary =
      nullptr;  // of the core; set by makeBundle()
};

}  // namespace polc::abi

struct polc_bundle {
  std::shared_ptr<const polc::abi::Bundle> held;
};

struct polc_directory {
  std::shared_ptr<const polc::abi::Bundle> bundle;
  std::shared_ptr<const polc::directory::Directory> held;
  std::shared_ptr<const polc::value::Value[]> defaults;  // of the context
  std::string findings = "[]";
};

// The values follow it in its memory: what a decision reads lies together. Made by polc_context_new and polc_context_parse.
struct alignas(polc::value::Value) polc_context {
  struct Rest {
    std::vector<polc::value::Value> defaults;
    polc::value::Arena arena;
    std::vector<std::string> texts;  // by field: what was set
  };

  std::shared_ptr<const polc::directory::Directory> directory;
  std::unique_ptr<Rest> rest;
  uint32_t unsound = 0;  // how many values are missing or invalid
  uint32_t count = 0;

  const polc::value::Value* values() const {
    return reinterpret_cast<const polc::value::Value*>(this + 1);
  }
  std::span<polc::value::Value> all() {
    return {reinterpret_cast<polc::value::Value*>(this + 1), count};
  }
};

struct polc_decision {
  polc::decision::Decision held;
  std::shared_ptr<const polc::request::Request> request;  // null: nothing was decided yet
  std::string json;
  std::deque<std::string> texts;  // rendered for who reads it
};
