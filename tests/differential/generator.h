// Generates contracts with amendments, directories and requests, all from one seed.
//
// Out: source texts that the compiler accepts (each amendment that it would refuse is dropped and counted), JSON texts
//      of directories with missing and ill-typed values among them, JSON texts of requests, and instants near
//      everything that happens
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "runtime/value/value.h"
#include "tests/differential/random.h"
#include "tests/support/pipeline.h"

namespace polc::differential {

using value::Micros;

using support::SourceText;

// An operation that the generator wrote: what it is, and the ends of its period.
struct Written {
  std::string operation;  // "replace lifecycle"
  std::string existing;   // "keep", "grace", "now", "-"
  Micros from = 0;
  Micros until = value::kNever;
};
struct World {
  std::vector<SourceText> sources;
  std::vector<Written> operations;
  std::vector<std::string> clause_kinds;
  std::string directory;
  std::vector<Micros> instants;  // births, deadlines, ends of periods: where something happens
};
struct Ask {
  std::string json;
  bool standing = false;
  Micros now = 0;
};

// Says whether the compiler takes these texts without an error.
using Accepts = std::function<bool(const std::vector<SourceText>&)>;

World generate(Random& random, const Accepts& accepts);
Ask ask(Random& random, const World& world);

// ---- the parts
// -----------------------------------------------------------------------------------------------------

std::string vocabulary(Random& random);  // header and declarations of a contract
struct Scope {                           // what an expression may speak of
  std::string self;                      // the entity's variable; empty where there is none
  std::string self_type;
  std::string subject;  // the subject's variable or `subject`; empty where it may not be spoken of
  std::string subject_type;  // empty: any
  bool context = false;
  bool now = true;
  int depth = 2;
};
std::string condition(Random& random, const Scope& scope);
std::string instant(Random& random, const Scope& scope);  // a Time of the entity
std::string clause(Random& random, const std::string& kind, const std::string& name);
std::string amendment(Random& random, int number, const std::vector<std::string>& clauses,
                      World& world, std::vector<std::string>& added);
std::string directory(Random& random, std::vector<Micros>& instants);
std::string dateText(Micros at);     // 2026-03-01, of the day in UTC
std::string instantText(Micros at);  // RFC 3339

inline constexpr Micros kDay = value::kMicrosPerDay;
inline constexpr Micros kHour = kDay / 24;
inline constexpr Micros kStart = 1'767'225'600 * value::kMicrosPerSecond;  // 2026-01-01T00:00Z

}  // namespace polc::differential
