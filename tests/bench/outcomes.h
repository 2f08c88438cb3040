// Outcomes alone, by the C interface, one request a call: by number (typed), by name (strings), from JSON text.
//
// A request that describes its subject or resource can be asked from JSON text only.
#pragma once
#include <deque>
#include <memory>
#include <polc/polc.hpp>
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

 private:
  struct Ask {
    std::string subject_type, subject_id, action, resource_type, resource_id;
    polc_named_request name{};
    polc_request number{};
    int64_t now = 0;
    polc_string json{};
  };
  void read(const std::string& line);

  Bundle bundle_;
  Directory directory_;
  std::vector<Context> contexts_;
  std::deque<Ask> asks_;
  bool named_ = true;
};

}  // namespace polc::bench
