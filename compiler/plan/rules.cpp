#include "compiler/plan/rules.h"

#include <map>
#include <tuple>

#include "compiler/plan/index.h"

namespace polc::plan {
namespace {

using core::Pattern;
using engine::Bucket;
using engine::Row;
using engine::RuleKind;

// What rows of one bucket have in common. The group: an action, or the entity type of requirements, masks, holds.
struct Key {
  uint32_t group;
  RuleKind kind;
  uint32_t shape;
  bool reads_request;
  Pattern subject, resource;  // without entities

  auto tied() const {
    return std::tuple(group, kind, shape, reads_request, subject.kind, subject.type, resource.kind,
                      resource.type);
  }
  bool operator<(const Key& other) const { return tied() < other.tied(); }
};

bool names(Pattern::Kind kind) {
  return kind == Pattern::Kind::member || kind == Pattern::Kind::exact;
}
uint32_t typeOf(const Pattern& pattern) {
  return pattern.kind == Pattern::Kind::any ? core::kNone : pattern.type;
}
uint32_t entityOf(const Pattern& pattern) {
  return names(pattern.kind) ? pattern.entity : core::kNone;
}

class Layout {
 public:
  Layout(const core::Bundle& bundle, Shaper& shaper, Plan& plan)
      : bundle_(bundle), shaper_(shaper), plan_(plan), tables_(plan.tables) {
    periodsOf({{}});
  }

  void run() {
    for (uint32_t i = 0; i < bundle_.grants.size(); ++i) grant(i);
    for (uint32_t i = 0; i < bundle_.prohibitions.size(); ++i) prohibition(i);
    for (uint32_t i = 0; i < bundle_.requirements.size(); ++i) requirement(i);
    for (uint32_t i = 0; i < bundle_.masks.size(); ++i) mask(i);
    for (uint32_t i = 0; i < bundle_.holds.size(); ++i) hold(i);
    dispatchActions();
    dispatchTypes();
  }

 private:
  // Within the term nothing more is asked of what is in force throughout; holds outlast it.
  bool throughout(const std::vector<core::Period>& periods) const {
    return periods.size() == 1 && periods[0].from <= bundle_.term.from &&
           periods[0].until >= bundle_.term.until;
  }

  uint32_t periodsOf(const std::vector<core::Period>& periods) {
    std::vector<std::pair<core::Micros, core::Micros>> key;
    for (const core::Period& period : periods) key.emplace_back(period.from, period.until);
    auto [found, fresh] = periods_.emplace(key, tables_.periods.size());
    if (fresh) tables_.periods.push_back(periods);
    return found->second;
  }

  Row rowOf(uint32_t rule, const core::Head& head) {
    Row row;
    row.rule = rule;
    row.guard = shaper_.value(head.guard);
    row.periods = throughout(head.periods) ? 0 : periodsOf(head.periods);
    return row;
  }

  void arguments(const core::ObligationCall& call) {
    for (core::ExprId argument : call.arguments)
      tables_.expressions.push_back(shaper_.value(argument));
  }

  void add(Key key, const Row& row, const std::vector<uint32_t>& groups) {
    auto id = static_cast<uint32_t>(tables_.rows.size());
    tables_.rows.push_back(row);
    for (uint32_t group : groups) {
      key.group = group;
      members_[key].push_back(id);
    }
  }

  void grant(uint32_t i) {
    const core::Grant& grant = bundle_.grants[i];
    Row row = rowOf(i, grant);
    row.arguments.first = static_cast<uint32_t>(tables_.expressions.size());
    for (const core::ObligationCall& call : grant.obligations) arguments(call);
    row.arguments.count = static_cast<uint32_t>(tables_.expressions.size()) - row.arguments.first;
    patterned(RuleKind::grant, grant, row);
  }

  void prohibition(uint32_t i) {
    const core::Prohibition& rule = bundle_.prohibitions[i];
    Row row = rowOf(i, rule);
    if (rule.is_limit) {
      row.key = shaper_.value(rule.limit.key);
      row.amount = shaper_.value(rule.limit.amount);
      row.most = shaper_.value(rule.limit.most);
    }
    patterned(rule.is_limit ? RuleKind::limit : RuleKind::prohibition, rule, row);
  }

  template <class Rule>
  void patterned(RuleKind kind, const Rule& rule, Row row) {
    row.subject = entityOf(rule.subject);
    row.resource = entityOf(rule.resource);
    add({0, kind, row.guard.shape, false, rule.subject, rule.resource}, row, rule.actions);
  }

  void requirement(uint32_t i) {
    const core::Requirement& rule = bundle_.requirements[i];
    Row row;
    row.rule = i;
    row.guard = shaper_.violation(rule.guard, rule.condition);
    row.periods = throughout(rule.periods) ? 0 : periodsOf(rule.periods);
    add({0, RuleKind::requirement, row.guard.shape, rule.reads_request}, row, {rule.entity_type});
  }

  void mask(uint32_t i) {
    const core::Mask& rule = bundle_.masks[i];
    Row row = rowOf(i, rule);
    row.arguments.first = static_cast<uint32_t>(tables_.expressions.size());
    arguments(rule.obligation);
    row.arguments.count = static_cast<uint32_t>(tables_.expressions.size()) - row.arguments.first;
    add({0, RuleKind::mask, row.guard.shape, false}, row, {rule.entity_type});
  }

  void hold(uint32_t i) {
    const core::Hold& rule = bundle_.holds[i];
    Row row = rowOf(i, rule);
    row.periods = periodsOf(rule.periods);
    add({0, RuleKind::hold, row.guard.shape, false}, row, {rule.entity_type});
  }

  uint32_t bucketOf(const Key& key, const std::vector<uint32_t>& rows) {
    Bucket bucket;
    bucket.kind = key.kind;
    bucket.subject_pattern = key.subject.kind;
    bucket.resource_pattern = key.resource.kind;
    bucket.reads_request = key.reads_request;
    bucket.subject_type = typeOf(key.subject);
    bucket.rows = {static_cast<uint32_t>(tables_.row_ids.size()),
                   static_cast<uint32_t>(rows.size())};
    tables_.row_ids.insert(tables_.row_ids.end(), rows.begin(), rows.end());
    indexBucket(bundle_, shaper_, plan_, rows, bucket);
    tables_.buckets.push_back(std::move(bucket));
    return static_cast<uint32_t>(tables_.buckets.size()) - 1;
  }

  void dispatchActions() {
    std::vector<std::vector<uint32_t>> lists(bundle_.actions.size() * bundle_.entities.size());
    for (const auto& [key, rows] : members_) {
      if (!patternedKind(key.kind)) continue;
      uint32_t id = bucketOf(key, rows);
      uint32_t wanted = typeOf(key.resource);
      for (uint32_t type : bundle_.actions[key.group].on) {
        if (wanted == core::kNone || wanted == type)
          lists[key.group * bundle_.entities.size() + type].push_back(id);
      }
    }
    tables_.by_action = spansOf(lists);
  }

  void dispatchTypes() {
    std::vector<std::vector<uint32_t>> lists(bundle_.entities.size());
    for (const auto& [key, rows] : members_) {
      if (!patternedKind(key.kind)) lists[key.group].push_back(bucketOf(key, rows));
    }
    tables_.by_type = spansOf(lists);
  }

  std::vector<engine::Span> spansOf(const std::vector<std::vector<uint32_t>>& lists) {
    std::vector<engine::Span> spans;
    for (const std::vector<uint32_t>& list : lists) {
      spans.push_back(
          {static_cast<uint32_t>(tables_.bucket_ids.size()), static_cast<uint32_t>(list.size())});
      tables_.bucket_ids.insert(tables_.bucket_ids.end(), list.begin(), list.end());
    }
    return spans;
  }

  static bool patternedKind(RuleKind kind) { return kind <= RuleKind::limit; }

  const core::Bundle& bundle_;
  Shaper& shaper_;
  Plan& plan_;
  engine::Tables& tables_;
  std::map<Key, std::vector<uint32_t>> members_;
  std::map<std::vector<std::pair<core::Micros, core::Micros>>, uint32_t> periods_;
};

}  // namespace

void layRules(const core::Bundle& bundle, Shaper& shaper, Plan& plan) {
  Layout(bundle, shaper, plan).run();
}

}  // namespace polc::plan
