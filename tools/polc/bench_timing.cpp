#include "tools/polc/bench_timing.h"

#include <algorithm>
#include <barrier>
#include <chrono>
#include <numeric>
#include <random>
#include <thread>

namespace polc::tool {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kLeastBatch = 1'000;
constexpr size_t kMostBatch = 65'536;
constexpr size_t kLeastBatches = 10;
constexpr size_t kMostBatches = 400;
constexpr double kBatchNs = 2e6;    // a batch is made this long where decisions are fast
constexpr double kClassNs = 1.5e9;  // and so are all of them together where they are slow

double nanoseconds(Clock::duration length) {
  return std::chrono::duration<double, std::nano>(length).count();
}

std::vector<const BenchRequest*> askable(const BenchRequests& requests, AskedBy asked) {
  std::vector<const BenchRequest*> out;
  for (const BenchRequest& request : requests.all) {
    bool can = asked == AskedBy::typed ? request.typed : request.named;
    if (can || asked == AskedBy::json) out.push_back(&request);
  }
  return out;
}

// One batch in the form in which it is asked.
class Batch {
 public:
  explicit Batch(AskedBy asked) : asked_(asked) {}

  void fill(const std::vector<const BenchRequest*>& order) {
    nows_.clear();
    numbers_.clear();
    names_.clear();
    texts_.clear();
    results_.resize(order.size());
    for (const BenchRequest* request : order) {
      nows_.push_back(request->now);
      if (asked_ == AskedBy::typed) numbers_.push_back(request->number);
      if (asked_ == AskedBy::strings) names_.push_back(request->name);
      if (asked_ == AskedBy::json) texts_.push_back(text(request->json));
    }
  }

  // One call for each stretch of requests of one instant.
  void decide(const polc_directory* directory) {
    for (size_t begin = 0, end = 0; begin < nows_.size(); begin = end) {
      while (end < nows_.size() && nows_[end] == nows_[begin]) ++end;
      decide(directory, begin, end - begin);
    }
  }
  const std::vector<polc_result>& results() const { return results_; }

 private:
  void decide(const polc_directory* directory, size_t at, size_t count) {
    polc_result* results = &results_[at];
    if (asked_ == AskedBy::typed) {
      polc_decide(directory, &numbers_[at], count, nows_[at], 0, results);
    } else if (asked_ == AskedBy::strings) {
      polc_decide_named(directory, &names_[at], count, nows_[at], 0, results);
    } else {
      polc_decide_json(directory, &texts_[at], count, nows_[at], 0, results, nullptr);
    }
  }

  AskedBy asked_;
  std::vector<value::Micros> nows_;
  std::vector<polc_request> numbers_;
  std::vector<polc_named_request> names_;
  std::vector<polc_string> texts_;
  std::vector<polc_result> results_;
};

// What one thread does: batches in random order, timed but for the drawing of the order.
class Worker {
 public:
  Worker(const std::vector<const BenchRequest*>& all, AskedBy asked,
         const polc_directory* directory, uint64_t seed)
      : all_(all), directory_(directory), batch_(asked), random_(seed) {}

  double time(size_t size) {
    order_.resize(size);
    for (const BenchRequest*& one : order_) one = all_[random_() % all_.size()];
    batch_.fill(order_);
    auto began = Clock::now();
    batch_.decide(directory_);
    return nanoseconds(Clock::now() - began) / static_cast<double>(size);
  }

  std::vector<double> times;

 private:
  const std::vector<const BenchRequest*>& all_;
  const polc_directory* directory_;
  Batch batch_;
  std::mt19937_64 random_;
  std::vector<const BenchRequest*> order_;
};

double quantile(const std::vector<double>& sorted, double q) {
  double at = q * static_cast<double>(sorted.size() - 1);
  auto low = static_cast<size_t>(at);
  size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - static_cast<double>(low));
}

void runTogether(std::vector<Worker>& workers, const Timing& plan) {
  std::barrier start(static_cast<std::ptrdiff_t>(workers.size()));
  std::vector<std::thread> threads;
  for (Worker& worker : workers) {
    threads.emplace_back([&] {
      worker.time(plan.batch);  // warms what belongs to the thread
      start.arrive_and_wait();
      for (size_t i = 0; i < plan.batches; ++i) worker.times.push_back(worker.time(plan.batch));
    });
  }
  for (std::thread& thread : threads) thread.join();
}

void plan(double estimate_ns, Timing& timing) {
  auto fitting = static_cast<size_t>(kBatchNs / std::max(estimate_ns, 1.0));
  timing.batch = std::clamp(fitting, kLeastBatch, kMostBatch);
  double batch_ns = estimate_ns * static_cast<double>(timing.batch);
  auto batches = static_cast<size_t>(kClassNs / std::max(batch_ns, 1.0));
  timing.batches = std::clamp(batches, kLeastBatches, kMostBatches);
}

}  // namespace

std::string_view name(AskedBy asked) {
  constexpr std::string_view kNames[] = {"typed", "strings", "json"};
  return kNames[static_cast<size_t>(asked)];
}

const BenchRequest* disagrees(const BenchRequests& requests, AskedBy asked,
                              const polc_directory* directory) {
  std::vector<const BenchRequest*> all = askable(requests, asked);
  Batch batch(asked);
  batch.fill(all);
  batch.decide(directory);
  for (size_t i = 0; i < all.size(); ++i) {
    const polc_result& got = batch.results()[i];
    if (got.outcome != all[i]->result.outcome || got.errors != all[i]->result.errors) return all[i];
  }
  return nullptr;
}

Timing timeDecisions(const BenchRequests& requests, AskedBy asked, const polc_directory* directory,
                     uint32_t threads) {
  Timing timing;
  std::vector<const BenchRequest*> all = askable(requests, asked);
  timing.requests = all.size();
  timing.threads = threads;
  if (all.empty()) return timing;
  std::vector<Worker> workers;
  for (uint32_t i = 0; i < threads; ++i) workers.emplace_back(all, asked, directory, 42 + i);
  workers[0].time(kLeastBatch);
  plan(workers[0].time(kLeastBatch), timing);
  runTogether(workers, timing);
  std::vector<double> times;
  for (const Worker& worker : workers) {
    double mean = std::accumulate(worker.times.begin(), worker.times.end(), 0.0) /
                  static_cast<double>(worker.times.size());
    timing.decisions_per_second += 1e9 / mean;
    times.insert(times.end(), worker.times.begin(), worker.times.end());
  }
  std::sort(times.begin(), times.end());
  timing.median_ns = quantile(times, 0.5);
  timing.p10_ns = quantile(times, 0.1);
  timing.p90_ns = quantile(times, 0.9);
  timing.p99_ns = quantile(times, 0.99);
  return timing;
}

}  // namespace polc::tool
