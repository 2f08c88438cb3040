// What each operation does to each source, and when amendments are without effect.
//
// Units:  µs UTC; periods half-open
// Order:  acts of a source stand in number order, within an amendment in text order
// Source: language reference §6
#pragma once
#include <map>
#include <vector>

#include "compiler/sema/program.h"

namespace polc::consolidate {

using sema::Micros;
using sema::VersionId;

// The text follows the dates as written. For lives a retroactive operation begins with the day after its signature.
enum class Clock : uint8_t { text, life };

struct Period {
  Micros from, until;
  bool empty() const { return from >= until; }
  bool operator==(const Period&) const = default;
};
inline Period meet(Period a, Period b) {
  return {std::max(a.from, b.from), std::min(a.until, b.until)};
}

// One operation on one source. A restatement has an act on every source.
struct Act {
  const sema::Amendment* amendment;
  const sema::Operation* operation;
  VersionId version = sema::kNone;  // what it puts in force; kNone: nothing
};

// What an act does on a stretch of time, given what the acts before it left there.
enum class Effect : uint8_t {
  set,      // its version is in force, whatever was there
  replace,  // its version is in force where anything is
  clear,    // nothing is in force
  suspend,  // what is in force is hidden
  renew,    // a restatement: its version or nothing, and suspensions before it count no more
};
struct Stretch {
  Period period;
  Effect effect;
};
// In time order: the operation's period; what it leaves behind where it lapses.
std::vector<Stretch> stretches(const Act& act, Clock clock);
// From when on an operation counts.
Micros begins(const sema::Amendment& amendment, const sema::Operation& operation, Clock clock);

// By source, of amendments up to `through`.
std::vector<std::vector<Act>> actsBySource(const sema::Program& program, uint32_t through);

// A stretch on which an amendment's operations have no effect, and the withdrawals at its ends (null: no end).
struct Outage {
  Period period;
  const sema::Operation* begun_by = nullptr;
  const sema::Operation* ended_by = nullptr;
};
class Withdrawals {
 public:
  Withdrawals() = default;
  Withdrawals(const sema::Program& program, uint32_t through, Clock clock);
  const std::vector<Outage>& of(uint32_t amendment) const;
  bool active(uint32_t amendment, Micros at) const;

 private:
  std::map<uint32_t, std::vector<Outage>> outages_;  // by number
};
// What of `period` lies outside the outages.
std::vector<Period> without(Period period, const std::vector<Outage>& outages);

}  // namespace polc::consolidate
