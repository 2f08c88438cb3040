#include "compiler/lower/reads.h"

#include <algorithm>

namespace polc::lower {
namespace {

using sema::kNone;

template <class... Ts>
struct Visitor : Ts... {
  using Ts::operator()...;
};

void tidy(std::vector<SourceId>& found) {
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
}

}  // namespace

bool isLifeItem(const sema::ItemBody& body) {
  return std::holds_alternative<sema::ExpireItem>(body) ||
         std::holds_alternative<sema::WarnItem>(body) ||
         std::holds_alternative<sema::GraceItem>(body) ||
         std::holds_alternative<sema::ExtendItem>(body) ||
         std::holds_alternative<sema::HoldItem>(body) ||
         std::holds_alternative<sema::OnExpiryItem>(body);
}

Reads::Reads(const sema::Program& program) : program_(program), ownership_{{kNone, {}}} {
  for (SourceId id = 0; id < program.sources.size(); ++id) {
    const sema::Source& source = program.sources[id];
    if (source.kind != sema::SourceKind::clause || source.clause_kind != ast::ClauseKind::ownership)
      continue;
    ownership_[kNone].push_back(id);
    for (sema::VersionId version : source.versions) {
      std::vector<SourceId>& of_type = ownership_[program.versions[version].clause.entity_type];
      if (of_type.empty() || of_type.back() != id) of_type.push_back(id);
    }
  }
}

const std::vector<SourceId>& Reads::owners(uint32_t entity_type) const {
  auto known = ownership_.find(entity_type);
  return known == ownership_.end() ? none_ : known->second;
}

void Reads::source(SourceId id, Found& found) {
  if (id == kNone) return;
  found.push_back(id);
  const Found& more = behind(id);
  found.insert(found.end(), more.begin(), more.end());
}

const Reads::Found& Reads::behind(SourceId id) {
  auto known = behind_.find(id);
  if (known != behind_.end()) return known->second;
  behind_[id];  // ends a definition that reads itself, which was reported
  Found found;
  for (sema::VersionId number : program_.sources[id].versions) {
    const sema::Version& version = program_.versions[number];
    expression(version.body, found);
    for (const sema::Parameter& parameter : version.parameters)
      expression(parameter.fallback, found);
    expression(version.clause.header, found);
    for (const sema::Item& item : version.clause.items) {
      if (const auto* owner = std::get_if<sema::OwnerItem>(&item.body)) {
        for (sema::ExprId expr : owner->owners) expression(expr, found);
      }
    }
  }
  tidy(found);
  return behind_[id] = std::move(found);
}

void Reads::expression(sema::ExprId id, Found& found) {
  if (id == kNone) return;
  const sema::Expr& expr = program_.expr(id);
  switch (expr.op) {
    case sema::Op::param:
    case sema::Op::in_schedule:
    case sema::Op::in_group:
      found.push_back(expr.ref);
      break;
    case sema::Op::define_call:
      source(expr.ref, found);
      break;
    case sema::Op::owns: {
      const sema::Type& type = program_.expr(expr.children[1]).type;
      for (SourceId owner : owners(type.is(sema::TypeKind::entity) ? type.index : kNone))
        source(owner, found);
      break;
    }
    default:
      break;
  }
  for (sema::ExprId child : expr.children) expression(child, found);
}

void Reads::actions(const sema::Actions& actions, Found& found) {
  found.insert(found.end(), actions.groups.begin(), actions.groups.end());
}

void Reads::obligations(const std::vector<sema::ObligationCall>& calls, Found& found) {
  for (const sema::ObligationCall& call : calls) {
    source(call.obligation, found);
    for (const auto& [name, argument] : call.arguments) expression(argument, found);
  }
}

void Reads::item(const sema::Clause& clause, const sema::Item& item, Found& found) {
  auto all = [&](std::initializer_list<sema::ExprId> ids) {
    for (sema::ExprId id : ids) expression(id, found);
  };
  auto owners = [&] {
    for (SourceId owner : this->owners(clause.entity_type)) source(owner, found);
  };
  std::visit(Visitor{
                 [&](const sema::RuleItem& i) {
                   all({i.where, i.unless});
                   actions(i.actions, found);
                   obligations(i.obligations, found);
                 },
                 [&](const sema::OwnerItem& i) {
                   for (sema::ExprId id : i.owners) expression(id, found);
                 },
                 [&](const sema::OwnersMayItem& i) {
                   all({i.where, i.unless});
                   for (const sema::Item& other : clause.items) {
                     if (std::holds_alternative<sema::OwnerItem>(other.body))
                       this->item(clause, other, found);
                   }
                   actions(i.actions, found);
                   obligations(i.obligations, found);
                 },
                 [&](const sema::LimitItem& i) {
                   all({i.most, i.amount, i.key});
                   actions(i.actions, found);
                 },
                 [&](const sema::ExpireItem& i) { all({i.amount, i.base, i.condition}); },
                 [&](const sema::WarnItem& i) { all({i.amount}); },
                 [&](const sema::GraceItem& i) { all({i.amount}); },
                 [&](const sema::ExtendItem& i) {
                   all({i.amount, i.times});
                   if (i.by_owners) owners();
                 },
                 [&](const sema::HoldItem& i) { all({i.condition}); },
                 [&](const sema::OnExpiryItem& i) { obligations(i.obligations, found); },
                 [&](const sema::DenyItem& i) {
                   all({i.where, i.unless});
                   actions(i.actions, found);
                 },
                 [&](const sema::MaskItem& i) {
                   all({i.unless});
                   source(program_.find(sema::SourceKind::obligation, "mask"), found);
                 },
                 [&](const sema::RequireItem& i) { all({i.condition}); },
             },
             item.body);
}

std::vector<SourceId> Reads::ofItem(const sema::Clause& clause, const sema::Item& one) {
  Found found;
  expression(clause.header, found);
  item(clause, one, found);
  tidy(found);
  return found;
}

std::vector<SourceId> Reads::ofLife(const sema::Clause& clause) {
  Found found;
  expression(clause.header, found);
  for (const sema::Item& one : clause.items) {
    if (isLifeItem(one.body)) item(clause, one, found);
  }
  tidy(found);
  return found;
}

}  // namespace polc::lower
