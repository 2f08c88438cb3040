#include "runtime/engine/limits.h"

#include <algorithm>

#include "runtime/engine/session.h"
#include "runtime/engine/support.h"

namespace polc::engine {
namespace {

void listOthers(Session& session, const LimitIndex& index) {
  for (const LimitIndex::Failure& failure : index.failures) {
    if (failure.entity == session.entity) continue;
    const Cause& cause = failure.cause;
    fail(session.context, cause.code, cause.entity, cause.path, cause.member);
  }
}

bool exceeds(Session& session, const LimitIndex& index, const Value& key, int64_t own,
             int64_t most) {
  listOthers(session, index);
  Wide sum = index.sums.of(key);
  bool counted = session.entity < session.context.world.directory->size() &&
                 session.context.world.directory->entity(session.entity).known;
  return sum + (counted ? 0 : own) > most;
}

}  // namespace

// An own amount, or another's: negative counts 0. Nothing where it is an error.
bool amountOf(Session& session, Expr amount, int64_t& out) {
  out = 1;
  if (!amount.present()) return true;
  Result result;
  State state = session.run(amount, result);
  out = state == State::given ? std::max<int64_t>(0, result.value.bits) : 0;
  return state != State::error;
}

uint64_t limitKey(const Tables& tables, const Row& row, uint32_t type) {
  return static_cast<uint64_t>(&row - tables.rows.data()) << 32 | type;
}

// Reads scope, key, amount and most of the resource; after an error not the rest.
State evaluateLimit(Session& session, const Row& row) {
  Context& context = session.context;
  State scope = session.holds(row.guard);
  if (scope != State::yes) return scope;
  Result key, most;
  State keyed = row.key.present() ? session.run(row.key, key) : State::given;
  if (keyed == State::error) return State::error;
  if (key.rate != 0) session.horizon.add(momentary(session.now()));
  int64_t own = 0;
  if (!amountOf(session, row.amount, own)) return State::error;
  State bounded = session.run(row.most, most);
  if (bounded == State::error) return State::error;
  if (keyed == State::absent || bounded == State::absent) return State::no;
  Value word = valueOf(keyed, key);
  uint32_t type = context.entity(session.entity).type;
  const LimitIndex& index = session.limits->of.at(limitKey(session.tables(), row, type));
  bool over;
  if (index.reads_unknown && context.world.described_count > 0) {
    over = exceeds(session, indexOf(session, row, type), word, own, most.value.bits);
  } else {
    over = exceeds(session, index, word, own, most.value.bits);
  }
  return over ? State::yes : State::no;
}

}  // namespace polc::engine
