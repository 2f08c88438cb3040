// The contract between compiled code and those who ask it: one evaluator over a bundle and a directory.
//
// An Engine is immutable and may be used by any number of threads, each with its own Decision.
#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "runtime/decision/decision.h"
#include "runtime/engine/effort.h"
#include "runtime/request/query.h"

namespace polc::engine {

// A decision without what it rests on.
struct Verdict {
  decision::Outcome outcome = decision::Outcome::deny;
  bool errors = false;  // the decision lists errors
  bool operator==(const Verdict&) const = default;
};

struct PlainTables;

inline constexpr size_t kTogether = 16;  // queries of which what they read is fetched beforehand

// Of this thread's engines, since it began.
Effort effortOfThread();

class Engine {
 public:
  virtual ~Engine() = default;
  // "interp", "jit" (compiled in this process) or "native" (a bundle's own code).
  virtual std::string_view name() const = 0;
  virtual void decide(const request::Request& request, value::Micros now,
                      decision::Decision& out) const = 0;

  // What decide() says of the same access. Where `until` is given it takes an instant before which the outcome does not change
  // (kNever: it stays); found without a walk, it may come before stable_until.
  virtual Verdict outcome(const request::Query& query, value::Micros now,
                          value::Micros* until = nullptr) const;
  // The same of many, faster than one by one (kTogether or more at a time): `out`, and `until` where it is given, have room
  // for all.
  virtual void outcomes(std::span<const request::Query> queries, value::Micros now, Verdict* out,
                        value::Micros* until = nullptr) const;
  // As outcome(), of a request: an access or a standing.
  virtual Verdict outcomeOf(const request::Request& request, value::Micros now,
                            value::Micros* until = nullptr) const;

  // Makes ready for a directory what decisions would find out at the first of them, which then waits for nothing.
  // `from`: the directory that it was made of by with(), null where it was loaded.
  virtual void prepare(const directory::Directory& /*directory*/,
                       const directory::Directory* /*from*/) const {}

  // As outcome(), of a query of which plainOutcome() has found nothing.
  virtual Verdict outcomeNotPlain(const request::Query& query, value::Micros now) const {
    return outcome(query, now);
  }

  // For plainOutcome() (runtime/engine/plain.h), which many queries need alone; null: outcome() says it, as of an engine that
  // becomes another.
  const PlainTables* plain() const { return plain_; }

 protected:
  void givePlain(const PlainTables* plain) { plain_ = plain; }

 private:
  const PlainTables* plain_ = nullptr;
};

}  // namespace polc::engine
