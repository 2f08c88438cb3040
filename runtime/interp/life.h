// The life of an entity at an instant: what is past, in error, held and expired, and since when.
//
// Source: runtime/core/README.md §3
// Cost:   the start of what is past is found by stepping backward, at most kStepsMax steps; what a decision found once
//         it remembers (life_memo.h)
#pragma once
#include <optional>

#include "runtime/interp/expr.h"
#include "runtime/interp/horizon.h"

namespace polc::interp {

inline constexpr int kStepsMax = 10'000;

struct ExpiryState {
  const core::Expiry* expiry = nullptr;
  bool applies = false;  // its `where` is true, and a `with` has a target
  bool past = false;
  bool error = false;
  uint32_t target = kNoEntity;  // of a `with` that applies
  Micros deadline = kNever;     // of after and at, where it can be read
};
struct ConfigState {
  const core::LifeConfig* config = nullptr;  // null: no life
  Result header;
  std::vector<ExpiryState> expiries;  // none where the header is not true
  bool past = false;
  bool error = false;
  Result grace;  // where the header is true; absent = none
};
struct LifeState {
  const core::Life* life = nullptr;
  const core::LifeRegion* region = nullptr;  // null: none covers the entity
  std::vector<ConfigState> configs;          // of the region
  bool past = false;
  bool error = false;
  std::vector<Cause> causes;  // the birth's not among them
  Constancy past_stays;       // `past` does
  Constancy stays;            // all of it does
};
// Since when a life is past, and until when its grace runs.
struct PastSince {
  Micros since = kNever;
  Micros grace_until = kNever;
  Micros fixed_until = kNever;  // the end of the longest grace that does not move
  Constancy stays;              // of the graces that move: over, or not over
};
struct HeldState {
  bool held = false;
  std::vector<const core::Provenance*> by;  // the holds that are true
  std::vector<Cause> causes;
  Constancy stays;
};
struct LifeAnswer {
  LifeState state;
  bool expired = false;
  const core::Provenance* past_by = nullptr;     // the first item that is past
  const core::Provenance* expired_by = nullptr;  // the first that counts
};
// All lives of an entity.
struct EntityLives {
  std::vector<LifeAnswer> lives;
  std::optional<Result> birth;  // none where its type has none
  bool past = false;
  bool error = false;  // of a life, or of the birth
  bool expired = false;
  std::vector<Cause> causes;
};

class Lives {
 public:
  explicit Lives(const Session& session) : session_(session), bundle_(session.bundle) {}

  // What the entity is at t; notes for stable_until whatever it met.
  EntityLives at(uint32_t entity, Micros t, const HeldState& held, Horizon& horizon) const;
  HeldState held(uint32_t entity, Micros t) const;
  // The instant at which it became past, or else will first be; kNever = none.
  Micros deadline(uint32_t entity, Micros t) const;
  // none where the type has no birth
  std::optional<Result> birth(uint32_t entity, Micros t) const;
  LifeState state(const core::Life& life, uint32_t entity, Micros t) const;

 private:
  struct TargetState {
    bool past = false, error = false;
    Constancy past_stays, stays;
  };
  TargetState target(uint32_t entity, Micros t) const;
  bool expiredAt(uint32_t entity, Micros t, Horizon& horizon) const;
  bool begun(Micros t) const { return t >= bundle_.term.from; }

  void readConfigs(LifeState& state, uint32_t entity, Micros t) const;
  ConfigState readConfig(const core::LifeConfig& config, uint32_t entity, Micros t,
                         LifeState& into) const;
  ExpiryState readExpiry(const core::Expiry& expiry, const core::LifeConfig& config,
                         Evaluator& evaluator, uint32_t entity, Micros t, LifeState& into) const;
  void readDeadline(ExpiryState& state, const core::LifeConfig& config, Evaluator& evaluator,
                    uint32_t entity, Micros t, LifeState& into) const;
  void readTarget(ExpiryState& state, Evaluator& evaluator, Micros t, LifeState& into) const;
  std::optional<Result> extended(const Result& deadline, const core::Extend& extend,
                                 Evaluator& evaluator, uint32_t entity, Micros t,
                                 LifeState& into) const;
  PastSince pastSince(const LifeState& state, uint32_t entity, Micros t) const;
  // The start of the stretch of past instants that ends at t; `stays` around t. life: null for all of the entity's.
  Micros runStart(const core::Life* life, uint32_t entity, Micros t, const Constancy& stays) const;
  std::pair<bool, Constancy> pastAt(const core::Life* life, uint32_t entity, Micros t) const;
  Micros firstPast(const core::Life& life, uint32_t entity, Micros t) const;
  LifeAnswer answer(const core::Life& life, uint32_t entity, Micros t, bool held,
                    Horizon& horizon) const;
  void heldByLife(const core::Life& life, uint32_t entity, Micros t, HeldState& into) const;
  void heldByConfig(const core::LifeConfig& config, uint32_t entity, Micros t,
                    HeldState& into) const;

  const Session& session_;
  const core::Bundle& bundle_;
};

// The region of a life that holds (t, b), and the stretch on which that stays. birth: none where the type has
// none. With an unreadable birth b is t.
struct RegionAt {
  const core::LifeRegion* region = nullptr;
  Constancy stays;
};
RegionAt regionAt(const core::Life& life, Micros t, const std::optional<Result>& birth);
// The configs that count where the birth is unreadable: of all regions that now lies in, each once.
std::vector<const core::LifeConfig*> configsNow(const core::Life& life, Micros t);

// A length that must not be negative: as it is, or an error of `negative_length`.
Result readLength(const Session& session, Evaluator& evaluator, ExprId expr, Micros t);

// t plus n times a Duration or a Period (n may be negative), months in the contract's zone.
Micros plusLength(const core::Bundle& bundle, Micros t, const Value& length, int64_t n);

}  // namespace polc::interp
