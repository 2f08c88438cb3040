#include "tests/bench/publishing.h"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "runtime/abi/make.h"
#include "runtime/bundle/open.h"

namespace polc::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

constexpr auto kPause = std::chrono::milliseconds(1);  // between two publications
// Bands of what one round of the reader takes beyond the median, in ns; the last is open.
constexpr std::array<uint32_t, 6> kBands = {1'000, 2'000, 10'000, 100'000, 1'000'000, 10'000'000};
constexpr uint32_t kLookedAt =
    2'000;  // ns: whether the thread was switched away from is asked of longer rounds

uint32_t nanoseconds(Clock::duration time) {
  auto count = std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
  return static_cast<uint32_t>(std::min<int64_t>(count, UINT32_MAX));
}

double quantile(std::vector<double>& values, double share) {
  std::ranges::sort(values);
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

// Times in ns, counted in memory that is there before the first: the reader must not wait for pages of its own.
class Times {
 public:
  Times() : counts_(kExact) { longer_.reserve(kExact); }
  void add(uint32_t time) {
    if (time < kExact) {
      ++counts_[time];
    } else {
      longer_.push_back(time);
    }
    ++size_;
  }
  uint64_t size() const { return size_; }
  uint32_t quantile(double share) const {
    auto rest = static_cast<int64_t>(share * static_cast<double>(size_ - 1));
    for (uint32_t time = 0; time < kExact; ++time) {
      rest -= counts_[time];
      if (rest < 0) return time;
    }
    std::vector<uint32_t> longer = longer_;
    std::ranges::sort(longer);
    return longer[static_cast<size_t>(rest)];
  }
  template <class Use>
  void each(Use use) const {
    for (uint32_t time = 0; time < kExact; ++time) use(time, counts_[time]);
    for (uint32_t time : longer_) use(time, 1);
  }

 private:
  static constexpr uint32_t kExact = 1 << 16;
  std::vector<uint32_t> counts_, longer_;
  uint64_t size_ = 0;
};

Bundle bundleOf(const Compiled& compiled, bool interpreted = false) {
  polc_bundle* made = nullptr;
  abi::makeBundle({compiled.core, interpreted ? bundle::interpreter() : compiled.engine}, &made);
  return Bundle(made);
}

Directory taken(Result<Directory> made) {
  if (!made) throw std::runtime_error(std::string(made.error.message()));
  return std::move(made.value);
}

int64_t switches() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nivcsw + usage.ru_nvcsw;
}

bool same(const polc_directory* seen, const Directory& version) {
  return seen->bundle->core == version.get()->bundle->core &&
         polc_directory_size(seen) == version.size();
}

// What the reader saw: how long each round took, and the longest of those in which the system let it run.
struct Seen {
  Times rounds;
  Times first;  // of them: those that met what was published since the last one
  uint32_t longest = 0, longest_running = 0;
  uint64_t switched = 0;
  uint64_t wrong = 0, refused = 0, unknown = 0;
  std::array<uint64_t, 2> by_version{};
};

class ReadingThread {
 public:
  ReadingThread(const Service& service, const std::vector<Version>& versions,
                const std::vector<polc_string>& asked, const std::vector<int64_t>& nows)
      : reader_(std::move(Reader::make(service).value)),
        versions_(versions),
        asked_(asked),
        nows_(nows) {}

  void run(const std::atomic<bool>& over) {
    for (size_t i = 0; i < asked_.size(); ++i) decide(i);  // warms up
    seen_.by_version = {};
    int64_t before = switches();
    auto last = Clock::now();
    for (size_t i = 0; !over.load(std::memory_order_relaxed);
         i = i + 1 == asked_.size() ? 0 : i + 1) {
      decide(i);
      auto now = Clock::now();
      uint32_t took = nanoseconds(now - last);
      seen_.rounds.add(took);
      if (met_) seen_.first.add(took);
      last = now;
      seen_.longest = std::max(seen_.longest, took);
      int64_t after = took < kLookedAt ? before : switches();
      if (after == before) seen_.longest_running = std::max(seen_.longest_running, took);
      seen_.switched += after != before;
      before = after;
      if (took >= kLookedAt) last = Clock::now();
    }
  }
  Seen& seen() { return seen_; }

 private:
  void decide(size_t i) {
    const polc_directory* directory = reader_.directory();
    met_ = directory != last_;
    last_ = directory;
    polc_result result{0, POLC_ALLOW, 1};
    polc_status status = polc_decide_json(directory, &asked_[i], 1, nows_[i], 0, &result, nullptr);
    seen_.refused += status != POLC_OK;
    size_t version = same(directory, versions_[0].directory)   ? 0
                     : same(directory, versions_[1].directory) ? 1
                                                               : 2;
    if (version == 2) {
      ++seen_.unknown;
    } else {
      ++seen_.by_version[version];
      seen_.wrong += result.outcome != versions_[version].expected[i];
    }
  }

  Reader reader_;
  const std::vector<Version>& versions_;
  const std::vector<polc_string>& asked_;
  const std::vector<int64_t>& nows_;
  const polc_directory* last_ = nullptr;
  bool met_ = false;
  Seen seen_;
};

double millisecondsSince(Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

Json report(const Seen& seen, Published& published) {
  uint32_t median = seen.rounds.quantile(0.5);
  auto beyond = [&](uint32_t took) { return took > median ? took - median : 0; };
  std::vector<uint64_t> bands(kBands.size() + 1);
  seen.rounds.each([&](uint32_t took, uint32_t count) {
    bands[static_cast<size_t>(std::ranges::upper_bound(kBands, beyond(took)) - kBands.begin())] +=
        count;
  });
  Json out = {{"decisions", seen.rounds.size()},
              {"by_version", seen.by_version},
              {"lost", seen.refused + seen.unknown},
              {"wrong", seen.wrong},
              {"median_ns", median},
              {"p999_ns", seen.rounds.quantile(0.999)},
              {"stall_us", beyond(seen.longest) / 1e3},
              {"stall_running_us", beyond(seen.longest_running) / 1e3},
              {"switched", seen.switched},
              {"bands_ns", kBands},
              {"bands", bands},
              {"published", published.swaps.size()}};
  if (seen.first.size() > 0) {
    out["first_p50_ns"] = seen.first.quantile(0.5);
    out["first_p99_ns"] = seen.first.quantile(0.99);
  }
  auto add = [&](const std::string& name, std::vector<double>& times) {
    if (times.empty()) return;
    out[name + "_p50_ms"] = quantile(times, 0.5);
    out[name + "_p99_ms"] = quantile(times, 0.99);
  };
  add("publish", published.swaps);
  add("apply", published.applies);
  return out;
}

struct Ending {
  std::atomic<bool>& over;
  ~Ending() { over = true; }
};

}  // namespace

Publishing::Publishing(Compiled newer, Compiled older, std::string directory,
                       const std::vector<std::string>& lines)
    : newer_(std::move(newer)),
      older_(std::move(older)),
      text_(std::move(directory)),
      lines_(lines) {
  for (const std::string& line : lines_) {
    asked_.push_back(text(line));
    std::string now = Json::parse(line).at("context").at("now");
    if (polc_time_parse(text(now), &nows_.emplace_back()) != 1)
      throw std::runtime_error("no time: " + now);
  }
}

Version Publishing::versionOf(const Compiled& compiled, const Directory& directory) const {
  Directory reference = taken(directory.rebind(bundleOf(compiled, true)));
  Version made{taken(directory.rebind(bundleOf(compiled))), {}};
  for (size_t i = 0; i < asked_.size(); ++i) {
    polc_result result{};
    if (polc_decide_json(reference.get(), &asked_[i], 1, nows_[i], 0, &result, nullptr) != POLC_OK)
      throw std::runtime_error("a request was refused: " + lines_[i]);
    made.expected.push_back(static_cast<uint8_t>(result.outcome));
  }
  return made;
}

std::vector<Version> Publishing::bundles() const {
  std::vector<Version> versions;
  for (const Compiled* compiled : {&newer_, &older_}) {
    Directory directory = taken(Directory::load(bundleOf(*compiled), text_));
    versions.push_back(versionOf(*compiled, directory));
  }
  return versions;
}

// The subject of a request that is allowed is taken away.
std::vector<Version> Publishing::changed() {
  std::vector<Version> versions;
  Directory whole = taken(Directory::load(bundleOf(newer_), text_));
  versions.push_back(versionOf(newer_, whole));
  size_t i = 0;
  while (i < asked_.size() && versions[0].expected[i] != POLC_ALLOW) ++i;
  if (i == asked_.size()) throw std::runtime_error("no request is allowed");
  Json subject = Json::parse(lines_[i]).at("subject");
  Json uid = {{"type", subject.at("type")}, {"id", subject.at("id")}};
  for (const Json& entity : Json::parse(text_)) {
    if (entity.at("uid") == uid) changes_[1] = entity.dump();
  }
  changes_[0] = Json{{"delete", uid}}.dump();
  versions.push_back(versionOf(newer_, taken(whole.apply(changes_[0]))));
  return versions;
}

Json Publishing::run(const std::string& kind, double seconds) {
  if (kind == "bundle" && !older_.core) throw std::runtime_error("there is no older bundle");
  std::vector<Version> versions = kind == "bundle" ? bundles() : changed();
  if (versions[0].expected == versions[1].expected)
    throw std::runtime_error("both versions decide alike");
  Service service = std::move(Service::make(versions[0].directory).value);
  ReadingThread reading(service, versions, asked_, nows_);
  Published published;
  {
    std::atomic<bool> over = false;
    std::jthread reader([&] { reading.run(over); });
    Ending ending{over};
    publish(kind, seconds, service, versions, published);
  }
  return report(reading.seen(), published);
}

void Publishing::publish(const std::string& kind, double seconds, Service& service,
                         const std::vector<Version>& versions, Published& published) const {
  Directory changed;
  const Directory* current = &versions[0].directory;
  auto swap_to = [&](const Directory& next) {
    auto start = Clock::now();
    if (service.publish(next).status() != POLC_OK) throw std::runtime_error("not published");
    published.swaps.push_back(millisecondsSince(start));
  };
  auto change = [&](size_t version) {
    auto start = Clock::now();
    changed = taken(current->apply(changes_[1 - version]));
    published.applies.push_back(millisecondsSince(start));
    current = &changed;
    swap_to(changed);
  };
  auto end = Clock::now() +
             std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  for (size_t i = 1; Clock::now() < end; ++i) {
    if (kind == "bundle") swap_to(versions[i % 2].directory);
    if (kind == "changes") change(i % 2);
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace polc::bench
