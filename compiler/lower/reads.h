// What expressions and items read: parameters, schedules, definitions with all their versions, groups, obligations, and the
// ownership clauses behind `owns`.
//
// Cost: definitions and ownership clauses are looked at once each; an item's expressions once for each call
#pragma once
#include <map>
#include <unordered_map>
#include <vector>

#include "compiler/sema/program.h"

namespace polc::lower {

using sema::SourceId;

class Reads {
 public:
  explicit Reads(const sema::Program& program);

  // Ascending, without repetition.
  std::vector<SourceId> ofItem(const sema::Clause& clause, const sema::Item& item);
  std::vector<SourceId> ofLife(const sema::Clause& clause);  // header and the items of its life
  // Ownership clauses for an entity type; for any type with kNone.
  const std::vector<SourceId>& owners(uint32_t entity_type) const;

 private:
  using Found = std::vector<SourceId>;
  void expression(sema::ExprId id, Found& found);
  void actions(const sema::Actions& actions, Found& found);
  void obligations(const std::vector<sema::ObligationCall>& calls, Found& found);
  void item(const sema::Clause& clause, const sema::Item& item, Found& found);
  void source(SourceId id, Found& found);  // itself and what it reads
  const Found& behind(SourceId id);        // of a definition, obligation or ownership clause

  const sema::Program& program_;
  std::map<uint32_t, std::vector<SourceId>> ownership_;  // by entity type; all of them under kNone
  const std::vector<SourceId> none_;
  std::unordered_map<SourceId, Found> behind_;
};

bool isLifeItem(const sema::ItemBody& body);

}  // namespace polc::lower
