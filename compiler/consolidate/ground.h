// What the checks of amendments stand on: the folds of all sources as known up to the amendment that is checked.
//
// Order: amendments are taken in number order; each is checked against the ground, then laid on it
#pragma once
#include <map>
#include <set>
#include <string>

#include "compiler/consolidate/dates.h"
#include "compiler/consolidate/fold.h"
#include "compiler/consolidate/references.h"
#include "compiler/consolidate/term.h"
#include "compiler/consolidate/timeline.h"

namespace polc::consolidate {

struct Ground {
  Ground(const sema::Program& p, const CheckOptions& o, diag::Engine& d);

  const sema::Program& program;
  const CheckOptions& options;
  diag::Engine& diagnostics;

  std::vector<VersionId> bases;
  std::vector<std::vector<Act>> acts;               // of all amendments
  std::vector<size_t> laid;                         // by source: how many acts the fold holds
  std::vector<Fold> folds;                          // by source
  Withdrawals withdrawals;                          // of the amendments laid on
  Term term{};                                      // with the amendment that is checked
  std::vector<References> references;               // by version
  std::vector<std::set<sema::SourceId>> referrers;  // by source
  std::vector<std::set<sema::SourceId>>
      life_readers;                       // by source: clauses with a life that reads it
  std::set<sema::SourceId> owner_askers;  // clauses that ask for owners
  std::vector<sema::SourceId> touched;    // by the amendment that is checked
  std::map<const sema::Operation*, std::string>
      life_reasons;  // why an operation can shorten a life
  std::set<const sema::Operation*>
      missing;  // operations whose target was not there at their own number
  std::set<const sema::Operation*> noted;
  std::set<std::pair<source::FileId, uint32_t>> dangling;  // references that were reported
  std::set<std::vector<sema::SourceId>> cycles;            // that were reported

  const sema::Version& version(VersionId id) const { return program.versions[id]; }
  std::string identity(sema::SourceId id) const { return program.sources[id].identity(); }
  std::string dates(Period period) const { return datesOf(program, period); }
  std::string date(Micros at) const { return dateOf(program, at); }

  // Lays what an operation does on the folds of its sources.
  void lay(const sema::Operation& operation);
  // Counts the withdrawals of an amendment and folds anew what they touch.
  void withdraw(const sema::Amendment& amendment);

 private:
  void rebuild(sema::SourceId source, const sema::Operation& because);
};

// Whether an operation has acts.
bool touchesSource(const sema::Operation& operation);
// The first stretch of `period` on which nothing stands (a suspended version stands); empty where there is none.
Period firstGap(const Fold& fold, Period period);

}  // namespace polc::consolidate
