#include "compiler/jit/tiered.h"

#include "compiler/jit/jit.h"

namespace polc::jit {

Tiered::Tiered(std::shared_ptr<const core::Bundle> bundle,
               std::shared_ptr<const engine::Engine> first, std::shared_ptr<const Cache> cache)
    : first_(std::move(first)), current_(first_.get()) {
  thread_ = std::thread([this, bundle = std::move(bundle), cache = std::move(cache)] {
    try {
      fast_ = compile(bundle, 2, why_, cache.get());
    } catch (const std::exception& fault) {
      why_ = fault.what();
    }
    if (fast_) current_.store(fast_.get(), std::memory_order_release);
  });
}

Tiered::~Tiered() { wait(); }

void Tiered::wait() {
  if (thread_.joinable()) thread_.join();
}

void Tiered::decide(const request::Request& request, value::Micros now,
                    decision::Decision& out) const {
  current().decide(request, now, out);
}

engine::Verdict Tiered::outcome(const request::Query& query, value::Micros now,
                                value::Micros* until) const {
  return current().outcome(query, now, until);
}

void Tiered::outcomes(std::span<const request::Query> queries, value::Micros now,
                      engine::Verdict* out, value::Micros* until) const {
  current().outcomes(queries, now, out, until);
}

engine::Verdict Tiered::outcomeOf(const request::Request& request, value::Micros now,
                                  value::Micros* until) const {
  return current().outcomeOf(request, now, until);
}

std::string_view Tiered::name() const { return current().name(); }

}  // namespace polc::jit
