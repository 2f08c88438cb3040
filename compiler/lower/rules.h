// Lowers the items of a clause's versions to rules: grants, prohibitions, requirements, masks, holds.
//
// A rule whose text reads something that changes stands there once for each of its readings, with their periods.
// Order:  that of the bundle: by clause, then item
// Source: language reference §5, §8
#pragma once
#include "compiler/lower/expressions.h"

namespace polc::lower {

class Rules {
 public:
  Rules(Shared& shared, Expressions& expressions, const std::vector<core::ClauseId>& clause_ids)
      : shared_(shared),
        builder_(shared.builder),
        expressions_(expressions),
        clause_ids_(clause_ids) {}

  void lowerClause(SourceId source);
  void sort();  // after the last clause

  core::Provenance place(const sema::Version& version, source::Span span, uint32_t item,
                         uint32_t text);
  core::Pattern pattern(const sema::Pattern& pattern);
  std::vector<core::ObligationCall> obligations(const std::vector<sema::ObligationCall>& calls);
  core::ExprId guard(std::initializer_list<sema::ExprId> conditions,
                     sema::ExprId unless = sema::kNone);

 private:
  struct Place {
    const sema::Version& version;
    const sema::Clause& clause;
    const sema::Item& item;
    const std::vector<core::Period>& periods;
  };
  void lowerItem(const sema::Version& version, const sema::Item& item,
                 const std::vector<core::Period>& periods);
  void lowerLimit(const sema::Version& version, const sema::Item& item,
                  const std::vector<core::Period>& periods, std::vector<SourceId> reads);
  void rule(const Place& at);
  void permission(const Place& at, const sema::RuleItem& item);
  void ownersMay(const Place& at, const sema::OwnersMayItem& item);
  void limit(const Place& at, const sema::LimitItem& item);
  void deny(const Place& at, const sema::DenyItem& item);
  void mask(const Place& at, const sema::MaskItem& item);
  void hold(const Place& at, const sema::HoldItem& item);
  void requirement(const Place& at, const sema::RequireItem& item);

  core::Head head(const Place& at, uint32_t text);
  core::Pattern ofType(uint32_t type) const {
    return {core::Pattern::Kind::type, type, core::kNone};
  }
  std::vector<core::ActionId> actions(const sema::Actions& actions, uint32_t resource_type);
  std::vector<core::ClauseId> setsAside(const sema::RuleItem& item);
  uint32_t conditionText(sema::ExprId where, sema::ExprId unless);
  uint32_t obligation(SourceId source);
  core::ObligationCall call(
      SourceId source, const std::vector<std::pair<std::string, sema::ExprId>>& arguments,
      core::ExprId fields = core::kNone);  // of the parameter `fields`, for a mask
  uint32_t file(source::FileId id);

  Shared& shared_;
  Builder& builder_;
  Expressions& expressions_;
  const std::vector<core::ClauseId>& clause_ids_;  // by source
  std::map<VersionId, uint32_t> obligations_;
  std::map<source::FileId, uint32_t> files_;
};

}  // namespace polc::lower
