// Lowers what ends an entity: configs, one for each reading of a clause's life, and the regions in which they count.
//
// Errors: P6005, P6006 where a life has too many regions or pending graces
// Source: language reference §5, §6; runtime/core/README.md §3
#pragma once
#include "compiler/lower/regions.h"
#include "compiler/lower/rules.h"

namespace polc::lower {

class Lives {
 public:
  Lives(Shared& shared, Expressions& expressions, Rules& rules)
      : shared_(shared), builder_(shared.builder), expressions_(expressions), rules_(rules) {}

  void lowerClause(SourceId source, core::ClauseId clause);

 private:
  void lowerFor(SourceId source, core::ClauseId clause, uint32_t type);
  // The life of one clause while it is being lowered: the clause's history first, then those of what it reads.
  struct Draft {
    SourceId source;
    std::vector<SourceId> sources;
    std::vector<LifeHistory> histories;
    core::Life life;
    std::map<Combination, uint32_t> by_combination;
    std::map<std::vector<uint32_t>, uint32_t> by_content;
    std::map<std::vector<uint32_t>, uint32_t> results;
    std::vector<std::vector<uint32_t>> result_list;
  };

  std::vector<VersionId> versions(SourceId source) const;  // that ever count for lives
  LifeHistory history(SourceId source, bool has_birth) const;
  void addHistories(Draft& draft, bool has_birth);
  bool withinGraces(const Draft& draft);
  bool cut(Draft& draft);
  uint32_t result(Draft& draft, const std::vector<Combination>& combinations);
  uint32_t config(Draft& draft, const Combination& combination);
  core::LifeConfig lowerConfig(const sema::Version& version);
  void lowerItem(core::LifeConfig& config, const sema::Version& version, const sema::Item& item);
  std::vector<uint32_t> content(VersionId version, const core::LifeConfig& config) const;

  Shared& shared_;
  Builder& builder_;
  Expressions& expressions_;
  Rules& rules_;
};

}  // namespace polc::lower
