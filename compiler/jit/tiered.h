// An engine that is there at once and becomes fast: `first` decides until a thread has made -O2 code.
//
// Errors:    where the code cannot be made, `first` goes on; why() says it
// Threads:   decides for any number; readers share nothing that is written but the one change from tier to tier
// Ownership: shares bundle, first engine and cache. Its end waits for the thread, as LLVM cannot be interrupted
#pragma once
#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "compiler/jit/cache.h"
#include "runtime/engine/engine.h"

namespace polc::jit {

class Tiered final : public engine::Engine {
 public:
  Tiered(std::shared_ptr<const core::Bundle> bundle, std::shared_ptr<const engine::Engine> first,
         std::shared_ptr<const Cache> cache = nullptr);
  ~Tiered() override;

  void decide(const request::Request& request, value::Micros now,
              decision::Decision& out) const override;
  engine::Verdict outcome(const request::Query& query, value::Micros now,
                          value::Micros* until) const override;
  void outcomes(std::span<const request::Query> queries, value::Micros now, engine::Verdict* out,
                value::Micros* until) const override;
  engine::Verdict outcomeOf(const request::Request& request, value::Micros now,
                            value::Micros* until) const override;
  void prepare(const directory::Directory& directory,
               const directory::Directory* from) const override {
    current().prepare(directory, from);
  }
  std::string_view name() const override;  // of the engine that decides now

  void wait();                                     // until the thread is done; by one thread
  const std::string& why() const { return why_; }  // after wait(): empty where the code was made

 private:
  const engine::Engine& current() const { return *current_.load(std::memory_order_acquire); }

  std::shared_ptr<const engine::Engine> first_;
  std::unique_ptr<engine::Engine> fast_;
  std::atomic<const engine::Engine*> current_;
  std::string why_;
  std::thread thread_;
};

}  // namespace polc::jit
