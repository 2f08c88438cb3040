// Outcomes alone, by the C interface, one request a call: by number (typed), by name (strings), from JSON text.
//
// A request that describes its subject or resource can be asked from JSON text only.
#pragma once
#include <memory>
#include <polc/polc.hpp>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "runtime/engine/engine.h"

namespace polc::bench {

class Outcomes {
 public:
  // Throws std::runtime_error where the directory or a request is refused. `lines` must outlive it.
  Outcomes(std::shared_ptr<const core::Bundle> bundle, std::shared_ptr<const engine::Engine> engine,
           const std::string& directory, const std::vector<std::string>& lines);

  bool byName() const { return named_; }  // can every request be asked by name and number?
  polc_outcome typed(size_t i) const;
  polc_outcome strings(size_t i) const;
  polc_outcome json(size_t i) const;
  // How many of them are allowed, asked in one call; they are of one instant.
  size_t typed(std::span<const size_t> all);
  size_t strings(std::span<const size_t> all);

 private:
  template <class Request>
  struct Ask {
    Request request{};
    int64_t now = 0;
  };
  template <class Request, class Decide>
  size_t allowed(std::span<const size_t> all, const std::vector<Ask<Request>>& from,
                 std::vector<Request>& asked, Decide decide);
  void read(const std::string& line);
  polc_string kept(const std::string& word);

  Bundle bundle_;
  Directory directory_;
  std::vector<Context> contexts_;
  std::set<std::string> texts_;  // of types, ids and actions
  std::vector<Ask<polc_request>> numbers_;
  std::vector<Ask<polc_named_request>> names_;
  std::vector<polc_request> numbers_asked_;
  std::vector<polc_named_request> names_asked_;
  std::vector<polc_result> results_;
  std::vector<Ask<polc_string>> jsons_;
  bool named_ = true;
};

}  // namespace polc::bench
