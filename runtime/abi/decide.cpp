#include <algorithm>
#include <optional>
#include <span>

#include "runtime/abi/ask.h"
#include "runtime/abi/findings.h"
#include "runtime/abi/guard.h"
#include "runtime/engine/plain.h"
#include "runtime/request/skim.h"
#include "runtime/value/of_thread.h"

namespace polc::abi {
namespace {

using request::Request;

constexpr polc_result kDenied{0, POLC_DENY, 1};

// Decides without a request or decision of its own: by number and by name nothing is copied or kept.
class Decider {
 public:
  Decider(const polc_directory& directory, int64_t now, uint32_t flags)
      : directory_(directory),
        engine_(*directory.bundle->engine),
        now_(now),
        until_((flags & POLC_UNTIL) != 0),
        plain_(until_ ? nullptr : engine_.plain()) {}

  template <class Asked>
  void operator()(const Asked& asked, polc_result& result) const {
    request::Query query;
    if (!askedOf(directory_, asked, query) || (plain_ && plainly(query, result))) return;
    otherwise(asked, query, result);
  }
  void operator()(const request::Query& query, polc_result& result) const {
    if (!plain_ || !plainly(query, result)) whole(query, result);
  }

  // At most engine::kTogether. Each result is as for a denied request beforehand; it stays so where there is no query.
  template <class Asked>
  [[gnu::noinline]] void many(std::span<const Asked> asked, polc_result* results) const {
    request::Query queries[engine::kTogether];
    size_t places[engine::kTogether];
    size_t count = queriesOf(directory_, asked, queries, places);
    engine::Verdict verdicts[engine::kTogether];
    int64_t until[engine::kTogether] = {};
    engine_.outcomes({queries, count}, now_, verdicts, until_ ? until : nullptr);
    for (size_t i = 0; i < count; ++i) put(verdicts[i], until[i], results[places[i]]);
  }

  void operator()(const Request* request, polc_result& result) const {
    if (!request) return;
    int64_t until = 0;
    engine::Verdict verdict = engine_.outcomeOf(*request, now_, until_ ? &until : nullptr);
    put(verdict, until, result);
  }

 private:
  bool plainly(const request::Query& query, polc_result& result) const {
    engine::Verdict verdict;
    bool found = engine::plainOutcome(*plain_, query, now_, verdict);
    if (found) put(verdict, 0, result);
    return found;
  }
  // Numbers are asked again, so that the query of the plain way needs no place in memory.
  void otherwise(const polc_request& asked, const request::Query& /*query*/,
                 polc_result& result) const {
    again(asked, result);
  }
  void otherwise(const polc_named_request& /*asked*/, const request::Query& query,
                 polc_result& result) const {
    whole(query, result);
  }
  [[gnu::noinline]] void again(const polc_request& asked, polc_result& result) const {
    request::Query query;
    if (queryOf(directory_, asked, query)) whole(query, result);
  }
  [[gnu::noinline]] void whole(const request::Query& query, polc_result& result) const {
    int64_t until = 0;
    engine::Verdict verdict = plain_ ? engine_.outcomeNotPlain(query, now_)
                                     : engine_.outcome(query, now_, until_ ? &until : nullptr);
    put(verdict, until, result);
  }
  static void put(engine::Verdict verdict, int64_t until, polc_result& result) {
    result.until = until;
    result.outcome = static_cast<uint32_t>(verdict.outcome);
    result.errors = verdict.errors ? 1 : 0;
  }

  const polc_directory& directory_;
  const engine::Engine& engine_;
  int64_t now_;
  bool until_;
  const engine::PlainTables* plain_;  // null: the engine is asked
};

// Not owned: results outlive nothing, and threads do not count at one place.
std::shared_ptr<const directory::Directory> borrowed(const polc_directory& directory) {
  return {std::shared_ptr<const void>(), directory.held.get()};
}

// False where there is nothing to decide with, or nowhere to put it. Every result says deny until it is decided.
bool ready(const void* directory, const void* requests, size_t count, int64_t now, uint32_t flags,
           polc_result* results) {
  if (count != 0 && !results) return false;
  std::fill_n(results, count, kDenied);
  return directory && (requests || count == 0) && (flags & ~POLC_UNTIL) == 0 && isInstant(now);
}

// Tries the fast reader, and ever less often where the requests are such that it leaves them to the other.
class FirstTry {
 public:
  bool read(const polc_directory& directory, std::string_view json, request::Query& query) {
    if (idle_ > 0) return --idle_, false;
    bool read = skimmer_.read(*directory.held, *directory.bundle->vocabulary,
                              directory.defaults.get(), json, query);
    misses_ = read ? 0 : std::min(misses_ + 1, kMost);
    idle_ = (1u << misses_) - 1;
    return read;
  }

 private:
  static constexpr uint32_t kMost = 6;
  request::Skimmer skimmer_;
  uint32_t misses_ = 0, idle_ = 0;
};

polc_error refusedAt(size_t index, const std::vector<directory::Finding>& findings,
                     std::string_view text) {
  polc_error error = refused(findings, text);
  error.message = fmt::format("request {}: {}", index, error.message);
  return error;
}

template <class Asked>
polc_status decideMany(const polc_directory* directory, const Asked* requests, size_t count,
                       int64_t now, uint32_t flags, polc_result* results) {
  return guarded(nullptr, [&] {
    if (!ready(directory, requests, count, now, flags, results)) return POLC_INVALID_ARGUMENT;
    Decider decide(*directory, now, flags);
    for (size_t at = 0; at < count; at += engine::kTogether) {
      size_t some = std::min(count - at, engine::kTogether);
      decide.many(std::span(requests + at, some), results + at);
    }
    return POLC_OK;
  });
}

// Most ask for one at a time.
template <class Asked>
polc_status decideAll(const polc_directory* directory, const Asked* requests, size_t count,
                      int64_t now, uint32_t flags, polc_result* results) {
  if (count != 1 || !directory || !requests || !results || flags != 0 || !isInstant(now))
    return decideMany(directory, requests, count, now, flags, results);
  *results = kDenied;
  return guarded(nullptr, [&] {
    Decider(*directory, now, flags)(*requests, *results);
    return POLC_OK;
  });
}

}  // namespace
}  // namespace polc::abi

using namespace polc::abi;

polc_status polc_decide(const polc_directory* directory, const polc_request* requests, size_t count,
                        int64_t now, uint32_t flags, polc_result* results) {
  return decideAll(directory, requests, count, now, flags, results);
}

polc_status polc_decide_named(const polc_directory* directory, const polc_named_request* requests,
                              size_t count, int64_t now, uint32_t flags, polc_result* results) {
  return decideAll(directory, requests, count, now, flags, results);
}

polc_status polc_decide_json(const polc_directory* directory, const polc_string* requests,
                             size_t count, int64_t now, uint32_t flags, polc_result* results,
                             polc_error** error) {
  return guarded(error, [&] {
    if (!ready(directory, requests, count, now, flags, results))
      return invalid(error,
                     "a directory, requests, room for results, flags of this version and an "
                     "instant of the years 1 to 9999 are needed");
    Decider decide(*directory, now, flags);
    std::optional<polc_error> first;
    std::vector<polc::directory::Finding> findings;
    auto held = borrowed(*directory);
    FirstTry& first_try = polc::value::OfThread<FirstTry>::get();
    polc::request::Query query;
    for (size_t i = 0; i < count; ++i) {
      if (first_try.read(*directory, view(requests[i]), query)) {
        decide(query, results[i]);
        continue;
      }
      auto request = polc::request::Request::access(held, view(requests[i]), findings);
      if (!request && !first) first = refusedAt(i, findings, view(requests[i]));
      findings.clear();
      decide(request.get(), results[i]);
    }
    return first ? fail(error, std::move(*first)) : POLC_OK;
  });
}
