#include "runtime/engine/limits.h"

#include <algorithm>

#include "runtime/engine/session.h"
#include "runtime/engine/support.h"

namespace polc::engine {
namespace {

bool before(const LimitIndex::Entry& a, const LimitIndex::Entry& b) {
  return value::order(a.key, b.key) < 0;
}

// An own amount, or another's: negative counts 0. Nothing where it is an error.
bool amountOf(Session& session, Expr amount, int64_t& out) {
  out = 1;
  if (!amount.present()) return true;
  Result result;
  State state = session.run(amount, result);
  out = state == State::given ? std::max<int64_t>(0, result.value.bits) : 0;
  return state != State::error;
}

class Counting {
 public:
  Counting(Session& session, const Row& row, LimitIndex& out)
      : session_(session), row_(row), out_(out) {}

  void add(uint32_t entity) {
    Context& context = session_.context;
    context.setSelf(entity);
    uint64_t first = context.cause_count;
    State scope = session_.holds(row_.guard);
    if (scope == State::no) return;
    Result key;
    State keyed = row_.key.present() ? session_.run(row_.key, key) : State::given;
    list(entity, first);
    context.cause_count = first;
    if (keyed == State::error || keyed == State::absent) return;
    LimitIndex::Entry entry{valueOf(keyed, key), 0};
    int64_t amount = 0;
    amountOf(session_, row_.amount, amount);
    entry.sum = amount;
    out_.entries.push_back(entry);
    context.cause_count = first;
  }

 private:
  void list(uint32_t entity, uint64_t first) {
    for (uint64_t i = first; i < session_.context.cause_count; ++i)
      out_.failures.push_back({entity, session_.context.causes[i]});
  }

  Session& session_;
  const Row& row_;
  LimitIndex& out_;
};

void fold(std::vector<LimitIndex::Entry>& entries) {
  std::sort(entries.begin(), entries.end(), before);
  size_t kept = 0;
  for (const LimitIndex::Entry& entry : entries) {
    if (kept > 0 && value::equal(entries[kept - 1].key, entry.key)) {
      entries[kept - 1].sum += entry.sum;
    } else {
      entries[kept++] = entry;
    }
  }
  entries.resize(kept);
}

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
  Wide sum = index.sumOf(key);
  bool counted = session.entity < session.context.world.directory->size() &&
                 session.context.world.directory->entity(session.entity).known;
  return sum + (counted ? 0 : own) > most;
}

}  // namespace

Wide LimitIndex::sumOf(const Value& key) const {
  Entry wanted{key, 0};
  auto found = std::lower_bound(entries.begin(), entries.end(), wanted, before);
  return found != entries.end() && value::equal(found->key, key) ? found->sum : 0;
}

uint64_t limitKey(const Tables& tables, const Row& row, uint32_t type) {
  return static_cast<uint64_t>(&row - tables.rows.data()) << 32 | type;
}

LimitIndex indexOf(Session& session, const Row& row, uint32_t type) {
  LimitIndex index;
  Context& context = session.context;
  uint32_t self = context.self;
  uint64_t causes = context.cause_count;
  Horizon horizon = session.horizon;
  context.met_unknown = false;
  Counting counting(session, row, index);
  for (uint32_t entity : context.world.directory->ofType(type)) counting.add(entity);
  fold(index.entries);
  index.reads_unknown = context.met_unknown;
  context.cause_count = causes;
  session.horizon = horizon;
  if (self != value::kNoEntity) context.setSelf(self);
  return index;
}

// Reads scope, key, amount and most of the resource; after an error not the rest.
State evaluateLimit(Session& session, const Row& row) {
  Context& context = session.context;
  State scope = session.holds(row.guard);
  if (scope != State::yes) return scope;
  Result key, most;
  State keyed = row.key.present() ? session.run(row.key, key) : State::given;
  if (keyed == State::error) return State::error;
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
