#include <algorithm>

#include "runtime/engine/limits.h"
#include "runtime/engine/session.h"

namespace polc::engine {
namespace {

// Adds what entities take, or takes it away again.
class Counting {
 public:
  Counting(Session& session, const Row& row, uint32_t type, LimitIndex& out)
      : session_(session),
        row_(row),
        type_(type),
        out_(out),
        self_(session.context.self),
        causes_(session.context.cause_count),
        horizon_(session.horizon) {
    session.context.met_unknown = false;
  }
  Counting(const Counting&) = delete;
  Counting& operator=(const Counting&) = delete;
  ~Counting() {
    session_.context.cause_count = causes_;
    session_.horizon = horizon_;
    if (self_ != value::kNoEntity) session_.context.setSelf(self_);
  }

  void all(const directory::Directory& directory) {
    directory.eachOfType(type_, [&](uint32_t entity) { count(entity, 1); });
  }
  void some(const directory::Directory& directory, const std::vector<uint32_t>& rows, int sign) {
    session_.context.setWorld({&directory});
    for (uint32_t row : rows) {
      if (row >= directory.size()) continue;
      const directory::Entity& entity = directory.entity(row);
      if (entity.known && entity.type == type_) count(row, sign);
    }
  }

 private:
  void count(uint32_t entity, int sign) {
    Context& context = session_.context;
    context.setSelf(entity);
    uint64_t first = context.cause_count;
    State scope = session_.holds(row_.guard);
    if (scope == State::no) return;
    Result key;
    State keyed = row_.key.present() ? session_.run(row_.key, key) : State::given;
    if (sign > 0) list(entity, first);
    context.cause_count = first;
    if (keyed == State::error || keyed == State::absent) return;
    int64_t amount = 0;
    amountOf(session_, row_.amount, amount);
    out_.sums.add(valueOf(keyed, key), Wide{amount} * sign);
    context.cause_count = first;
  }

  void list(uint32_t entity, uint64_t first) {
    for (uint64_t i = first; i < session_.context.cause_count; ++i)
      out_.failures.push_back({entity, session_.context.causes[i]});
  }

  Session& session_;
  const Row& row_;
  uint32_t type_;
  LimitIndex& out_;
  uint32_t self_;
  uint64_t causes_;
  Horizon horizon_;
};

// Is everything that is read here the entity's own?
class OwnFields {
 public:
  explicit OwnFields(const core::Bundle& bundle) : bundle_(bundle), met_(bundle.nodes.size()) {}

  bool only(core::ExprId id) {
    if (id == kNone || met_[id]) return true;
    met_[id] = true;
    const core::Node& node = bundle_.nodes[id];
    if (!itself(node) || !only(node.a) || !only(node.b) || !only(node.c)) return false;
    const core::ExprId* list = bundle_.lists.data() + node.first;
    return std::all_of(list, list + node.count, [&](core::ExprId each) { return only(each); });
  }

 private:
  bool itself(const core::Node& node) const {
    if (node.op == core::Op::in_entity || node.op == core::Op::resource) return false;
    if (node.op != core::Op::field && node.op != core::Op::has) return true;
    const core::Node& owner = bundle_.nodes[node.a];
    return owner.op == core::Op::self || bundle_.type(owner.type).kind == core::TypeKind::record;
  }

  const core::Bundle& bundle_;
  std::vector<bool> met_;
};

}  // namespace

bool readsItselfAlone(const core::Bundle& bundle, const core::Prohibition& rule) {
  OwnFields own(bundle);
  return own.only(rule.guard) && own.only(rule.limit.key) && own.only(rule.limit.amount);
}

LimitIndex indexOf(Session& session, const Row& row, uint32_t type) {
  LimitIndex index;
  Counting(session, row, type, index).all(*session.context.world.directory);
  index.reads_unknown = session.context.met_unknown;
  return index;
}

LimitIndex indexFrom(Session& session, const Row& row, uint32_t type, const LimitIndex& earlier,
                     const directory::Directory& from, const std::vector<uint32_t>& changed) {
  LimitIndex index = earlier;
  std::erase_if(index.failures, [&](const LimitIndex::Failure& failure) {
    return std::find(changed.begin(), changed.end(), failure.entity) != changed.end();
  });
  directory::World world = session.context.world;
  Counting counting(session, row, type, index);
  counting.some(from, changed, -1);
  counting.some(*world.directory, changed, 1);
  session.context.setWorld(world);
  index.reads_unknown |= session.context.met_unknown;
  return index;
}

}  // namespace polc::engine
