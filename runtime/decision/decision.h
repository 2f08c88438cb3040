// The decision: one shape for every engine, and its JSON.
//
// Order of keys and what each list holds: language reference §7. Engines fill the struct; toJson renders it.
// Reuse:  clear() keeps capacity, so that deciding again into the same Decision does not allocate.
#pragma once
#include <string>
#include <vector>

#include "runtime/directory/directory.h"
#include "runtime/request/request.h"

namespace polc::decision {

using core::ClauseId;
using value::Micros;

enum class Outcome : uint8_t { allow, deny, expire };
enum class Effect : uint8_t { allow, deny, require, hold, suspend, expire };
enum class Phase : uint8_t { expired, held, suspended, not_yet, warned, active };
enum class ContractState : uint8_t { not_in_force, in_force, ended };

enum class ErrorCode : uint16_t {
#define EVALUATION_ERROR(number, name, message) name = number,
#include "runtime/decision/errors.def"
#undef EVALUATION_ERROR
};

// Why a rule could not be evaluated. `path` leads into the bundle, directory or request.
struct Cause {
  ErrorCode code{};
  uint32_t entity = value::kNoEntity;
  std::string_view path;    // "permits[]" …
  std::string_view member;  // … and the field read of it: shown as path.member where both are given
};

struct Reason {
  const core::Provenance* from = nullptr;
  Effect effect{};
  uint32_t entity = value::kNoEntity;
  bool operator==(const Reason&) const = default;
};
struct SetAside {
  Reason what;
  const core::Provenance* by = nullptr;  // the grant
};
struct Obligation {
  uint32_t obligation = core::kNone;
  ClauseId clause = core::kNone;
  uint32_t entity = value::kNoEntity;
  std::vector<value::Value> properties;  // in the definition's order
};
struct FindingOf {
  const core::Requirement* requirement = nullptr;
  uint32_t entity = value::kNoEntity;
};
// On a default deny, when asked: a grant whose types and actions match, and what it lacked.
struct Lack {
  std::string condition;          // the text of the condition that failed
  std::vector<std::string> read;  // "e.stage = production"
};
struct Near {
  const core::Provenance* from = nullptr;
  std::vector<Lack> lacked;
};

struct Decision {
  Outcome outcome = Outcome::deny;
  std::vector<Reason> reasons;
  std::vector<Near> nearest;
  std::vector<SetAside> set_aside;
  std::vector<Obligation> obligations;
  std::vector<FindingOf> findings;
  bool standing = false;
  Phase phase = Phase::active;
  Micros deadline = value::kNever;      // kNever = none
  Micros stable_until = value::kNever;  // kNever = none
  std::vector<Cause> errors;  // sorted by code, entity's type and id, path, member; no repetitions
  ContractState contract_state = ContractState::in_force;
  value::Arena* scratch =
      nullptr;  // where engines put what a decision points to; may be null: then `own`
  std::shared_ptr<value::Arena> own;

  void clear();
  value::Arena& arena();
};

// What stable_until watches: outcome, reasons, obligations, findings, phase.
bool sameAnswer(const Decision& a, const Decision& b);
// Sorts reasons (clause, resource before subject, item), keeps the first item of each clause, effect and entity. Of up to
// 64 reasons without memory of its own.
void sortReasons(std::vector<Reason>& reasons, uint32_t resource);
void sortErrors(std::vector<Cause>& errors, const directory::World& world);
bool clauseBefore(const core::Provenance& a,
                  const core::Provenance& b);  // text order: clause, then item

std::string toJson(const Decision& decision, const request::Request& request);
std::string valueJson(const value::Value& value, core::TypeId type, const directory::World& world);
std::string message(const Cause& cause, const request::Request& request);
std::string entityText(uint32_t row, const request::Request& request);  // Environment::"x"
std::string_view name(Outcome outcome);
std::string_view name(Effect effect);
std::string_view name(Phase phase);

}  // namespace polc::decision
