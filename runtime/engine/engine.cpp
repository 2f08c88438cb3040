#include <mutex>

#include "runtime/engine/decide.h"
#include "runtime/engine/make.h"

namespace polc::engine {
namespace {

using decision::ContractState;
using decision::Decision;

constexpr size_t kDirectoriesKept = 8;

ContractState stateOf(const core::Period& term, Micros now) {
  if (now < term.from) return ContractState::not_in_force;
  return now < term.until ? ContractState::in_force : ContractState::ended;
}

class Compiled final : public Engine {
 public:
  Compiled(std::shared_ptr<const core::Bundle> bundle, Tables tables, std::shared_ptr<void> code)
      : bundle_(std::move(bundle)), tables_(std::move(tables)), code_(std::move(code)) {
    for (const Row& row : tables_.rows) limited_ |= row.most.present();
  }

  void decide(const request::Request& request, Micros now, Decision& out) const override {
    static thread_local Session session;
    clearDecision(session, out);
    out.contract_state = stateOf(bundle_->term, now);
    enter(session, request, now, out);
    if (begin(session, out)) {
      layUnits(session);
      evaluateUnits(session, true, true);
      answer(session, out);
      list(session, out);
      session.context.scratch = &session.arena;
      out.stable_until = stableUntil(session, out);
      session.arena.reset();
    } else {
      list(session, out);
    }
  }

 private:
  void enter(Session& session, const request::Request& request, Micros now, Decision& out) const {
    Context& context = session.context;
    context.subject = context.resource = context.self = value::kNoEntity;
    context.context = nullptr;
    context.now = now;
    context.cause_count = 0;
    context.scratch = &out.arena();
    context.bundle = bundle_.get();
    context.tables = &tables_;
    context.world = request.world();
    session.request = &request;
    session.access = std::get_if<request::Access>(&request.body());
    session.depth = 0;
    if (limited_ && session.access) session.limits = limitsOf(session);
  }

  static void list(Session& session, Decision& out) {
    const Context& context = session.context;
    if (context.cause_count == 0) return;
    out.errors.assign(context.causes.begin(),
                      context.causes.begin() + static_cast<ptrdiff_t>(context.cause_count));
    decision::sortErrors(out.errors, context.world);
  }

  // The last one of this thread without a lock.
  const LimitIndices* limitsOf(Session& session) const {
    uint64_t directory = session.context.world.directory->serial();
    if (session.limits_kept && session.limits_kept->engine == serial_ &&
        session.limits_kept->directory == directory)
      return session.limits_kept.get();
    std::lock_guard lock(limits_lock_);
    for (const auto& known : limits_) {
      if (known->directory == directory) return (session.limits_kept = known).get();
    }
    if (limits_.size() == kDirectoriesKept) limits_.erase(limits_.begin());
    limits_.push_back(indicesOf(session));
    return (session.limits_kept = limits_.back()).get();
  }

  std::shared_ptr<const LimitIndices> indicesOf(Session& session) const {
    auto made = std::make_shared<LimitIndices>();
    made->engine = serial_;
    made->directory = session.context.world.directory->serial();
    directory::World world = session.context.world;
    session.context.world = {world.directory};
    for (const Row& row : tables_.rows) {
      if (!row.most.present()) continue;
      const core::Pattern& resource = bundle_->prohibitions[row.rule].resource;
      for (uint32_t type = 0; type < bundle_->entities.size(); ++type) {
        if (resource.kind == core::Pattern::Kind::any || resource.type == type)
          made->of.emplace(limitKey(tables_, row, type), indexOf(session, row, type));
      }
    }
    session.context.world = world;
    return made;
  }

  inline static std::atomic<uint64_t> next_serial_{1};
  uint64_t serial_ = next_serial_++;
  std::shared_ptr<const core::Bundle> bundle_;
  Tables tables_;
  std::shared_ptr<void> code_;
  bool limited_ = false;
  mutable std::mutex limits_lock_;
  mutable std::vector<std::shared_ptr<const LimitIndices>> limits_;
};

}  // namespace

std::unique_ptr<Engine> make(std::shared_ptr<const core::Bundle> bundle, Tables tables,
                             std::shared_ptr<void> code) {
  tables.extend_action = bundle->findAction("extend");
  return std::make_unique<Compiled>(std::move(bundle), std::move(tables), std::move(code));
}

}  // namespace polc::engine
