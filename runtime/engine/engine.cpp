#include <mutex>

#include "runtime/engine/decide.h"
#include "runtime/engine/make.h"
#include "runtime/engine/plain.h"

namespace polc::engine {
namespace {

using decision::ContractState;
using decision::Decision;

constexpr size_t kDirectoriesKept = 8;

ContractState stateOf(const core::Period& term, Micros now) {
  if (now < term.from) return ContractState::not_in_force;
  return now < term.until ? ContractState::in_force : ContractState::ended;
}

// Of the contract's being in force.
Micros boundOf(const core::Period& term, Micros now) {
  if (now < term.from) return term.from;
  return now < term.until ? term.until : kNever;
}

class Compiled final : public Engine {
 public:
  Compiled(std::shared_ptr<const core::Bundle> bundle, Tables tables, std::shared_ptr<void> code,
           std::string_view name)
      : bundle_(std::move(bundle)),
        tables_(std::move(tables)),
        code_(std::move(code)),
        name_(name) {
    for (const Row& row : tables_.rows) limited_ |= row.most.present();
    plain_ = plainTables(*bundle_, tables_);
    givePlain(&plain_);
  }

  std::string_view name() const override { return name_; }

  void decide(const request::Request& request, Micros now, Decision& out) const override {
    Session& session = sessionOfThread();
    clearDecision(session, out);
    out.contract_state = stateOf(bundle_->term, now);
    enter(session, request, now, out.arena());
    if (start(session, out)) {
      answer(session, out);
      list(session, out);
      session.context.scratch = &session.arena;
      out.stable_until = stableUntil(session, out);
      session.arena.reset();
    } else {
      list(session, out);
    }
  }

  Verdict outcome(const request::Query& query, Micros now, Micros* until) const override {
    Verdict verdict;
    if (!until && plainOutcome(plain_, query, now, verdict)) return verdict;
    if (!until) return Compiled::outcomeNotPlain(query, now);
    Session& session = sessionOfThread();
    enter(session, now, session.arena);
    return slowly(session, query, layPlain(plain_, query, session.context), until);
  }

  Verdict outcomeNotPlain(const request::Query& query, Micros now) const override {
    Session& session = sessionOfThread();
    enter(session, now, session.arena);
    return slowly(session, query, nullptr, nullptr);
  }

  void outcomes(std::span<const request::Query> queries, Micros now, Verdict* out,
                Micros* until) const override {
    for (size_t i = 0; i < queries.size(); ++i) {
      if (i % kTogether == 0) fetch(queries.subspan(i, std::min(kTogether, queries.size() - i)));
      out[i] = Compiled::outcome(queries[i], now, until ? until + i : nullptr);
    }
  }

  Verdict outcomeOf(const request::Request& request, Micros now, Micros* until) const override {
    directory::World world = request.world();
    const auto* access = std::get_if<request::Access>(&request.body());
    Session& session = sessionOfThread();
    if (access && world.described_count == 0 && world.overlay_count == 0) {
      enter(session, now, session.arena);
      request::Query query{world.directory, access->subject, access->resource, access->action,
                           access->context};
      if (const PlainCell* cell = layPlain(plain_, query, session.context))
        return slowly(session, query, cell, until);
    }
    enter(session, request, now, session.arena);
    return whole(session, until);
  }

  void prepare(const directory::Directory& directory,
               const directory::Directory* from) const override {
    if (!limited_) return;
    std::shared_ptr<const LimitIndices> earlier;
    if (from) {
      std::lock_guard lock(limits_lock_);
      earlier = keptOf(from->serial());
    }
    Session& session = sessionOfThread();
    enter(session, 0, session.arena);
    session.context.setWorld({&directory});
    auto made = indicesOf(session, from, earlier.get());
    session.arena.reset();
    std::lock_guard lock(limits_lock_);
    if (!keptOf(directory.serial())) keep(std::move(made));
  }

 private:
  void enter(Session& session, Micros now, value::Arena& scratch) const {
    engine::enter(plain_, now, scratch, session.context);
  }

  void enter(Session& session, const request::Request& request, Micros now,
             value::Arena& scratch) const {
    enter(session, now, scratch);
    session.context.setWorld(request.world());
    session.request = &request;
    session.access = std::get_if<request::Access>(&request.body());
  }

  // What comes next is on its way into the cache while the first of them are decided.
  static void fetch(std::span<const request::Query> queries) {
    auto each = [&](auto use) {
      for (const request::Query& query : queries) {
        for (uint32_t row : {query.subject, query.resource}) {
          if (row < query.directory->size()) use(*query.directory, query.directory->entity(row));
        }
      }
    };
    using directory::Directory;
    using directory::Entity;
    each([](const Directory&, const Entity& entity) { __builtin_prefetch(&entity); });
    each([](const Directory& of, const Entity& entity) {
      __builtin_prefetch(entity.fields);
      __builtin_prefetch(&of.memberships()[entity.groups]);
    });
    each([](const Directory& of, const Entity& entity) {
      __builtin_prefetch(of.memberships()[entity.groups].rows.get());
    });
  }

  // `cell`: null where it takes the whole evaluation.
  [[gnu::noinline]] Verdict slowly(Session& session, const request::Query& query,
                                   const PlainCell* cell, Micros* until) const {
    if (cell) {
      Verdict verdict;
      if (until) *until = boundOf(plain_.term, session.now());
      if (!plain_.term.contains(session.now())) return verdict;
      bool whole = plainVerdict(session, *cell, verdict);
      session.arena.reset();
      if (whole && (!until || timeless(session, *cell))) return verdict;
    }
    session.context.cause_count = 0;
    session.context.setWorld({query.directory});
    request::Access& access = session.typed;
    access.subject = query.subject;
    access.resource = query.resource;
    access.action = query.action;
    access.context = query.context ? query.context : plain_.context.data();
    session.request = nullptr;
    session.access = &access;
    return whole(session, until);
  }

  // Of a session that has been entered: everything but the walk to stable_until.
  Verdict whole(Session& session, Micros* until) const {
    Decision& out = session.probe;
    clearDecision(session, out);
    Micros stays = kNever;
    if (start(session, out)) {
      answer(session, out);
      stays = nextBound(session).until;
    }
    if (until) *until = stays > value::kTimeMax ? kNever : stays;
    Verdict verdict{out.outcome, session.context.cause_count > 0};
    clearDecision(session, out);
    session.arena.reset();
    return verdict;
  }

  // Evaluates all units; false where step 0 ends the decision.
  bool start(Session& session, Decision& out) const {
    Context& context = session.context;
    context.subject = context.resource = context.self = value::kNoEntity;
    context.context = nullptr;
    context.cause_count = 0;
    session.depth = 0;
    if (limited_ && session.access) session.limits = limitsOf(session);
    if (!begin(session, out)) return false;
    layUnits(session);
    evaluateUnits(session, Step::first);
    return true;
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
    session.limits_kept = keptOf(directory);
    if (!session.limits_kept) keep(session.limits_kept = indicesOf(session));
    return session.limits_kept.get();
  }

  std::shared_ptr<const LimitIndices> indicesOf(Session& session,
                                                const directory::Directory* from = nullptr,
                                                const LimitIndices* earlier = nullptr) const {
    auto made = std::make_shared<LimitIndices>();
    made->engine = serial_;
    made->directory = session.context.world.directory->serial();
    directory::World world = session.context.world;
    session.context.setWorld({world.directory});
    for (const Row& row : tables_.rows) {
      if (!row.most.present()) continue;
      const core::Prohibition& rule = bundle_->prohibitions[row.rule];
      bool follows = earlier && readsItselfAlone(*bundle_, rule);
      for (uint32_t type = 0; type < bundle_->entities.size(); ++type) {
        if (rule.resource.kind != core::Pattern::Kind::any && rule.resource.type != type) continue;
        uint64_t key = limitKey(tables_, row, type);
        made->of.emplace(key, follows ? indexFrom(session, row, type, earlier->of.at(key), *from,
                                                  world.directory->changed())
                                      : indexOf(session, row, type));
      }
    }
    session.context.setWorld(world);
    return made;
  }

  // The lock is held.
  std::shared_ptr<const LimitIndices> keptOf(uint64_t directory) const {
    for (const auto& known : limits_) {
      if (known->directory == directory) return known;
    }
    return nullptr;
  }
  void keep(std::shared_ptr<const LimitIndices> indices) const {
    if (limits_.size() == kDirectoriesKept) limits_.erase(limits_.begin());
    limits_.push_back(std::move(indices));
  }

  inline static std::atomic<uint64_t> next_serial_{1};
  uint64_t serial_ = next_serial_++;
  std::shared_ptr<const core::Bundle> bundle_;
  Tables tables_;
  PlainTables plain_;
  std::shared_ptr<void> code_;
  std::string_view name_;
  bool limited_ = false;
  mutable std::mutex limits_lock_;
  mutable std::vector<std::shared_ptr<const LimitIndices>> limits_;
};

}  // namespace

Effort effortOfThread() { return sessionOfThread().context.effort; }

std::unique_ptr<Engine> make(std::shared_ptr<const core::Bundle> bundle, Tables tables,
                             std::shared_ptr<void> code, std::string_view name) {
  tables.extend_action = bundle->findAction("extend");
  tables.destroy_action = bundle->findAction("destroy");
  fixLengths(*bundle, tables);
  return std::make_unique<Compiled>(std::move(bundle), std::move(tables), std::move(code), name);
}

}  // namespace polc::engine
