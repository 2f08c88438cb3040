#include "compiler/lower/rules.h"

#include <algorithm>

namespace polc::lower {
namespace {

template <class... Ts>
struct Visitor : Ts... {
  using Ts::operator()...;
};

template <class Rule>
void inTextOrder(std::vector<Rule>& rules) {
  std::stable_sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) {
    return std::pair(a.from.clause, a.from.item) < std::pair(b.from.clause, b.from.item);
  });
}

}  // namespace

void Rules::lowerClause(SourceId source) {
  const consolidate::Timeline& timeline = shared_.consolidation.timelines[source];
  for (const InForce& in : versionsInForce(timeline, shared_.consolidation.effective)) {
    const sema::Version& version = shared_.program.versions[in.version];
    expressions_.beginClause(version.head);
    for (const sema::Item& item : version.clause.items) lowerItem(version, item, in.periods);
  }
}

void Rules::sort() {
  core::Bundle& bundle = builder_.bundle();
  inTextOrder(bundle.grants);
  inTextOrder(bundle.prohibitions);
  inTextOrder(bundle.requirements);
  inTextOrder(bundle.masks);
  inTextOrder(bundle.holds);
}

void Rules::lowerItem(const sema::Version& version, const sema::Item& item,
                      const std::vector<core::Period>& periods) {
  if (isLifeItem(item.body) && !std::holds_alternative<sema::HoldItem>(item.body)) return;
  std::vector<SourceId> reads = shared_.reads.ofItem(version.clause, item);
  if (std::holds_alternative<sema::LimitItem>(item.body))
    return lowerLimit(version, item, periods, reads);
  std::erase_if(reads, [&](SourceId source) {
    sema::SourceKind kind = shared_.program.sources[source].kind;
    return kind == sema::SourceKind::param || kind == sema::SourceKind::clause;
  });
  shared_.selection.forEach(reads, periods, [&](const std::vector<core::Period>& part) {
    rule({version, version.clause, item, part});
  });
}

// A limit does not depend on now: it stands there once for each stretch on which nothing that it reads changes.
void Rules::lowerLimit(const sema::Version& version, const sema::Item& item,
                       const std::vector<core::Period>& periods, std::vector<SourceId> reads) {
  std::vector<Micros> cuts;
  for (SourceId source : reads) {
    if (shared_.program.sources[source].kind != sema::SourceKind::clause) continue;
    for (const Segment& segment : shared_.consolidation.timelines[source].segments)
      cuts.push_back(segment.from);
  }
  std::erase_if(reads, [&](SourceId source) {
    return shared_.program.sources[source].kind == sema::SourceKind::clause;
  });
  std::sort(cuts.begin(), cuts.end());
  for (const core::Period& period : periods) {
    for (Micros from = period.from; from < period.until;) {
      auto next = std::upper_bound(cuts.begin(), cuts.end(), from);
      Micros until = next == cuts.end() ? period.until : std::min(*next, period.until);
      shared_.selection.forEach(reads, {{from, until}}, [&](const std::vector<core::Period>& part) {
        expressions_.fixInTime(true, from);
        rule({version, version.clause, item, part});
        expressions_.fixInTime(false);
      });
      from = until;
    }
  }
}

void Rules::rule(const Place& at) {
  std::visit(Visitor{
                 [&](const sema::RuleItem& item) { permission(at, item); },
                 [&](const sema::OwnersMayItem& item) { ownersMay(at, item); },
                 [&](const sema::LimitItem& item) { limit(at, item); },
                 [&](const sema::DenyItem& item) { deny(at, item); },
                 [&](const sema::MaskItem& item) { mask(at, item); },
                 [&](const sema::HoldItem& item) { hold(at, item); },
                 [&](const sema::RequireItem& item) { requirement(at, item); },
                 [](const auto&) {},
             },
             at.item.body);
}

void Rules::permission(const Place& at, const sema::RuleItem& item) {
  core::Head head = this->head(at, conditionText(item.where, item.unless));
  head.guard = guard({item.where}, item.unless);
  core::Pattern who = pattern(item.who);
  core::Pattern what = pattern(item.what);
  std::vector<core::ActionId> actions = this->actions(item.actions, what.type);
  if (item.allow) {
    builder_.bundle().grants.push_back(
        {head, who, what, std::move(actions), obligations(item.obligations), setsAside(item)});
  } else {
    builder_.bundle().prohibitions.push_back({head, who, what, std::move(actions), false, {}});
  }
}

void Rules::ownersMay(const Place& at, const sema::OwnersMayItem& item) {
  core::Head head = this->head(at, conditionText(item.where, item.unless));
  std::vector<sema::ExprId> owners;
  for (const sema::Item& other : at.clause.items) {
    if (const auto* owner = std::get_if<sema::OwnerItem>(&other.body)) {
      owners.insert(owners.end(), owner->owners.begin(), owner->owners.end());
    }
  }
  std::vector<core::ExprId> parts;
  if (at.clause.header != sema::kNone) parts.push_back(expressions_.lower(at.clause.header));
  parts.push_back(expressions_.ownedBy(expressions_.subject(), owners));
  core::ExprId rest = guard({item.where}, item.unless);
  if (rest != core::kNone) parts.push_back(rest);
  head.guard = builder_.logical(core::Op::logical_and, parts);
  builder_.bundle().grants.push_back({head,
                                      {},
                                      ofType(at.clause.entity_type),
                                      actions(item.actions, at.clause.entity_type),
                                      obligations(item.obligations),
                                      {}});
}

void Rules::limit(const Place& at, const sema::LimitItem& item) {
  core::Head head = this->head(at, conditionText(at.clause.header, sema::kNone));
  head.guard = guard({at.clause.header});
  core::Limit limit{expressions_.amount(item.most), expressions_.amount(item.amount),
                    expressions_.lower(item.key)};
  builder_.bundle().prohibitions.push_back({head,
                                            {},
                                            ofType(at.clause.entity_type),
                                            actions(item.actions, at.clause.entity_type),
                                            true,
                                            limit});
}

void Rules::deny(const Place& at, const sema::DenyItem& item) {
  core::Head head = this->head(at, conditionText(item.where, item.unless));
  head.guard = guard({at.clause.header, item.where}, item.unless);
  builder_.bundle().prohibitions.push_back({head,
                                            {},
                                            ofType(at.clause.entity_type),
                                            actions(item.actions, at.clause.entity_type),
                                            false,
                                            {}});
}

void Rules::mask(const Place& at, const sema::MaskItem& item) {
  core::Head head = this->head(at, conditionText(sema::kNone, item.unless));
  head.guard = guard({at.clause.header}, item.unless);
  SourceId source = shared_.program.find(sema::SourceKind::obligation, "mask");
  if (source == sema::kNone) return;
  std::vector<value::Value> labels;
  for (const std::string& label : item.labels) {
    labels.push_back(value::Value::ofString(builder_.arena().copy(label)));
  }
  core::TypeId type = builder_.setOf(builder_.type(core::Type{core::TypeKind::string}));
  core::ExprId fields = builder_.constantNode(builder_.arena().set(std::move(labels)), type);
  builder_.bundle().masks.push_back({head, at.clause.entity_type, call(source, {}, fields)});
}

void Rules::hold(const Place& at, const sema::HoldItem& item) {
  core::Head head = this->head(at, conditionText(item.condition, sema::kNone));
  head.guard = guard({at.clause.header, item.condition});
  builder_.bundle().holds.push_back({head, at.clause.entity_type});
}

void Rules::requirement(const Place& at, const sema::RequireItem& item) {
  core::Requirement made{head(at, conditionText(item.condition, sema::kNone))};
  made.guard = guard({at.clause.header});
  made.entity_type = at.clause.entity_type;
  made.condition = expressions_.lower(item.condition);
  made.severity = item.severity;
  made.blocking = item.blocking;
  made.reads_request = item.reads_request;
  made.message = builder_.text(item.message);
  if (!item.cites.empty()) made.cites = builder_.text(item.cites);
  builder_.bundle().requirements.push_back(std::move(made));
}

}  // namespace polc::lower
