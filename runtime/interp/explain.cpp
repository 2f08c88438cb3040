#include <algorithm>

#include "runtime/core/literal.h"
#include "runtime/interp/answer.h"
#include "runtime/interp/conditions.h"
#include "runtime/interp/extend.h"
#include "runtime/interp/interp.h"
#include "runtime/interp/limits.h"
#include "runtime/interp/rules.h"

// Every rule that speaks of the request's types and action, with what decided it.

namespace polc::interp {
namespace {

using decision::Lack;

Looked::Result resultOf(const Result& result) {
  if (result.error) return Looked::Result::error;
  return result.isTrue() ? Looked::Result::applied : Looked::Result::not_applied;
}

void addAll(std::vector<Lack>& to, std::vector<Lack> from) {
  for (Lack& lack : from) to.push_back(std::move(lack));
}

class Explanation {
 public:
  Explanation(const Session& session, Micros t)
      : session_(session), bundle_(session.bundle), t_(t) {}

  std::vector<Looked> ofAccess() {
    const request::Access& access = *session_.access;
    grants();
    prohibitions();
    entity(access.resource, true);
    if (access.subject != access.resource) entity(access.subject, false);
    return sorted();
  }
  std::vector<Looked> ofStanding() {
    entity(session_.standing->entity, true);
    return sorted();
  }

 private:
  bool isInForce(const core::Head& rule) const {
    return inForce(rule.periods, t_).holds && bundle_.term.contains(t_);
  }
  std::vector<Looked> sorted() {
    std::ranges::stable_sort(looked_, [](const Looked& a, const Looked& b) {
      return decision::clauseBefore(*a.from, *b.from);
    });
    std::vector<Looked> once;
    for (Looked& looked : looked_)
      if (std::ranges::none_of(once, [&](const Looked& other) { return same(other, looked); }))
        once.push_back(std::move(looked));
    return once;
  }
  // One item that stands in the core more than once, as a hold does in its life.
  static bool same(const Looked& a, const Looked& b) {
    return a.kind == b.kind && a.result == b.result && a.from->clause == b.from->clause &&
           a.from->file == b.from->file && a.from->line == b.from->line &&
           a.from->column == b.from->column && a.conditions.size() == b.conditions.size();
  }
  // A rule whose guard alone decides.
  void guarded(const core::Head& rule, std::string_view kind, uint32_t self, bool in_force) {
    if (!in_force) return outOfPeriod(rule.from, kind);
    const Result guard = Evaluator(session_, t_, self).guard(rule.guard);
    looked_.push_back(
        {&rule.from, kind, resultOf(guard), Conditions(session_, t_, self).deciding(rule.guard)});
  }
  void outOfPeriod(const core::Provenance& from, std::string_view kind) {
    looked_.push_back({&from, kind, Looked::Result::out_of_period, {}});
  }

  void grants();
  void prohibitions();
  void limit(const core::Prohibition& rule);
  void entity(uint32_t row, bool asked);
  void requirement(const core::Requirement& rule, uint32_t row);
  void lives(uint32_t row, bool asked);
  void config(const ConfigState& state, uint32_t row);
  void expiry(const ExpiryState& state, uint32_t row);
  void holds(const core::LifeConfig& config, uint32_t row);

  const Session& session_;
  const core::Bundle& bundle_;
  Micros t_;
  std::vector<Looked> looked_;
};

// What the patterns ask beyond the types.
std::vector<Lack> patternConditions(const Session& session, const core::Grant& grant) {
  std::vector<Lack> all;
  const auto add = [&](const core::Pattern& pattern, uint32_t row, const std::string& role) {
    if (pattern.kind == core::Pattern::Kind::member)
      all.push_back(
          {role + " in " + entityName(session, pattern.entity), {memberships(session, row)}});
    if (pattern.kind == core::Pattern::Kind::exact)
      all.push_back({role + " == " + entityName(session, pattern.entity),
                     {role + " = " + entityName(session, row)}});
  };
  add(grant.subject, session.access->subject, "subject");
  add(grant.resource, session.access->resource, "resource");
  return all;
}

void Explanation::grants() {
  const request::Access& access = *session_.access;
  for (const core::Grant& grant : bundle_.grants) {
    if (!hasAction(grant.actions, access.action) ||
        !typeMatches(session_, grant.subject, access.subject) ||
        !typeMatches(session_, grant.resource, access.resource))
      continue;
    if (!isInForce(grant)) {
      outOfPeriod(grant.from, "grant");
      continue;
    }
    const bool fits = matches(session_, grant.subject, access.subject) &&
                      matches(session_, grant.resource, access.resource);
    if (fits)
      guarded(grant, "grant", access.resource, true);
    else
      looked_.push_back({&grant.from, "grant", Looked::Result::not_applied, {}});
    std::vector<Lack>& conditions = looked_.back().conditions;
    const auto of_patterns = patternConditions(session_, grant);
    conditions.insert(conditions.begin(), of_patterns.begin(), of_patterns.end());
  }
}

void Explanation::prohibitions() {
  const request::Access& access = *session_.access;
  for (const core::Prohibition& rule : bundle_.prohibitions) {
    if (!hasAction(rule.actions, access.action) ||
        !matches(session_, rule.subject, access.subject) ||
        !matches(session_, rule.resource, access.resource))
      continue;
    if (rule.is_limit && isInForce(rule))
      limit(rule);
    else
      guarded(rule, "prohibition", access.resource, isInForce(rule));
  }
}

void Explanation::limit(const core::Prohibition& rule) {
  const LimitState state = readLimit(session_, rule, t_);
  Conditions conditions(session_, t_, session_.access->resource);
  Looked looked{&rule.from, "prohibition", resultOf(state.result), conditions.deciding(rule.guard)};
  if (state.most.given()) {
    const core::TypeId most = bundle_.nodes[rule.limit.most].type;
    const Value sum = Value::of(state.most.kind, state.sum);
    looked.conditions.push_back(
        {"at most " + conditions.literal(state.most, most) + " per " +
             conditions.textOf(rule.limit.key),
         {conditions.textOf(rule.limit.key) + " = " +
              conditions.literal(state.key, bundle_.nodes[rule.limit.key].type),
          "with it there are " + conditions.literal(sum, most)}});
  }
  looked_.push_back(std::move(looked));
}

void Explanation::requirement(const core::Requirement& rule, uint32_t row) {
  if (!isInForce(rule)) return outOfPeriod(rule.from, "requirement");
  Evaluator evaluator(session_, t_, row);
  Conditions conditions(session_, t_, row);
  const Result header = evaluator.guard(rule.guard);
  const Result violated = combine(true, {header, negated(evaluator.guard(rule.condition))});
  Looked looked{&rule.from, "requirement", resultOf(violated), conditions.deciding(rule.guard)};
  if (!header.isFalse()) addAll(looked.conditions, conditions.deciding(rule.condition));
  looked_.push_back(std::move(looked));
}

void Explanation::entity(uint32_t row, bool asked) {
  const uint32_t type = session_.entity(row).type;
  for (const core::Requirement& rule : bundle_.requirements)
    if (rule.entity_type == type && !(session_.standing && rule.reads_request))
      requirement(rule, row);
  for (const core::Mask& rule : bundle_.masks)
    if (rule.entity_type == type && asked && session_.access)
      guarded(rule, "mask", row, isInForce(rule));
  for (const core::Hold& rule : bundle_.holds)
    if (rule.entity_type == type && asked)
      guarded(rule, "hold", row, inForce(rule.periods, t_).holds && t_ >= bundle_.term.from);
  lives(row, asked);
}

void Explanation::lives(uint32_t row, bool asked) {
  const Lives reader(session_);
  const HeldState held = asked ? reader.held(row, t_) : HeldState{};
  Horizon horizon;
  const EntityLives all = reader.at(row, t_, held, horizon);
  for (const LifeAnswer& life : all.lives)
    for (const ConfigState& state : life.state.configs)
      if (state.config) {
        config(state, row);
        if (asked) holds(*state.config, row);
      }
  if (!asked || !session_.access || bundle_.actions[session_.access->action].name != "extend" ||
      !bundle_.term.contains(t_))
    return;
  for (const ExtendState& state : readExtends(session_, all, t_, horizon))
    looked_.push_back({state.from, "extend", resultOf(state.granted), {}});
}

void Explanation::config(const ConfigState& state, uint32_t row) {
  if (!state.header.isTrue()) {
    for (const core::Expiry& expiry : state.config->expiries)
      looked_.push_back({&expiry.from, "expiry", resultOf(state.header),
                         Conditions(session_, t_, row).deciding(state.config->header)});
    return;
  }
  for (const ExpiryState& one : state.expiries) expiry(one, row);
}

void Explanation::expiry(const ExpiryState& state, uint32_t row) {
  const core::Expiry& expiry = *state.expiry;
  Conditions conditions(session_, t_, row);
  const Looked::Result result = state.error  ? Looked::Result::error
                                : state.past ? Looked::Result::applied
                                             : Looked::Result::not_applied;
  Looked looked{&expiry.from, "expiry", result, conditions.deciding(expiry.condition)};
  if (state.deadline != kNever)
    looked.conditions.push_back(
        {"at or after " + time::formatTime(state.deadline),
         {conditions.textOf(expiry.base) + " = " +
              conditions.literal(Evaluator(session_, t_, row).eval(expiry.base).value,
                                 bundle_.nodes[expiry.base].type),
          "now = " + time::formatTime(t_)}});
  if (state.target != kNoEntity)
    looked.conditions.push_back(
        {conditions.textOf(expiry.base) + " is past",
         {conditions.textOf(expiry.base) + " = " + entityName(session_, state.target)}});
  looked_.push_back(std::move(looked));
}

void Explanation::holds(const core::LifeConfig& config, uint32_t row) {
  Evaluator evaluator(session_, t_, row);
  const Result header = evaluator.guard(config.header);
  if (header.isFalse()) return;
  for (const core::LifeItem& hold : config.holds) {
    const Result result = header.error ? header : evaluator.guard(hold.value);
    looked_.push_back(
        {&hold.from, "hold", resultOf(result), Conditions(session_, t_, row).deciding(hold.value)});
  }
}

}  // namespace

std::vector<Looked> explain(const request::Request& request, Micros now) {
  value::Arena arena;
  const Session session(request, arena);
  decision::Decision answer;
  answer.scratch = &arena;
  if (session.access)
    return answerAccess(session, now, answer).asked ? Explanation(session, now).ofAccess()
                                                    : std::vector<Looked>{};
  return answerStanding(session, now, answer).asked ? Explanation(session, now).ofStanding()
                                                    : std::vector<Looked>{};
}

}  // namespace polc::interp
