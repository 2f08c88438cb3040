// What compiled code works on: the state of one evaluation at one instant, and the result of one expression.
//
// Plain data; compiled code reaches it by offset. A Context belongs to one thread and one decision.
#pragma once
#include <vector>

#include "runtime/decision/decision.h"
#include "runtime/directory/directory.h"
#include "runtime/engine/effort.h"
#include "runtime/time/constancy.h"

namespace polc::engine {

using decision::Cause;
using time::Constancy;
using value::kAlways;
using value::kNever;
using value::Micros;
using value::Value;

struct Tables;
struct Session;

struct Context {
  uint32_t subject = value::kNoEntity;
  uint32_t resource = value::kNoEntity;
  uint32_t self = value::kNoEntity;
  uint32_t action = core::kNone;
  const directory::Entity* subject_entity = nullptr;
  const directory::Entity* resource_entity = nullptr;
  const directory::Entity* self_entity = nullptr;
  const Value* context = nullptr;
  Micros now = 0;
  uint64_t cause_count = 0;  // how many of `causes` count; compiled code truncates by storing here
  Effort effort;
  std::vector<Cause> causes;
  bool met_unknown = false;  // an entity was read that nobody knows
  value::Arena* scratch = nullptr;
  const core::Bundle* bundle = nullptr;
  const Tables* tables = nullptr;
  Session* session = nullptr;  // that it is of
  directory::World world;

  const directory::Entity& entity(uint32_t row) const { return world.entity(row); }
  // Rows mean other entities from here on.
  void setWorld(const directory::World& to) {
    world = to;
    self = value::kNoEntity;
  }
  void setSelf(uint32_t row) {
    if (row == self) return;
    self = row;
    self_entity = &world.entity(row);
  }
};

// A value with the stretch around now on which it stays, and how it moves with now.
struct Result {
  Value value;
  Constancy constancy;
  int64_t rate = 0;  // µs for each µs of now
};

// What compiled code returns. Bool: no or yes (nothing is written to Result::value), else given.
enum class State : uint32_t { no = 0, yes = 1, given = 1, error = 2, absent = 3 };

// `row`: the constants of the expression. Constancy and rate are written by timed expressions only.
using Code = State (*)(Context* context, const uint64_t* row, Result* out);

}  // namespace polc::engine
