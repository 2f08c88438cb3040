// Publishing under read load: one thread decides without pause while another publishes again and again.
//
// Each decision is compared with what the interpreter says of the bundle and the directory that the reader saw.
#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <polc/polc.hpp>
#include <string>
#include <vector>

#include "runtime/engine/engine.h"

namespace polc::bench {

// What may be in force, and the outcome of each request then.
struct Version {
  Directory directory;
  std::vector<uint8_t> expected;
};

struct Compiled {
  std::shared_ptr<const core::Bundle> core;
  std::shared_ptr<const engine::Engine> engine;
};

struct Published {
  std::vector<double> swaps, applies;  // ms
};

class Publishing {
 public:
  // `older`: the contract without its last amendment; no core where it has none. `lines` must outlive it.
  // Throws std::runtime_error where the directory is refused.
  Publishing(Compiled newer, Compiled older, std::string directory,
             const std::vector<std::string>& lines);

  // For so long, by how the publisher works: "nothing" (it only waits), "bundle" (the two bundles in turns), "changes" (an entity
  // is taken away and added again by polc_directory_apply). Throws std::runtime_error where the versions decide alike.
  nlohmann::ordered_json run(const std::string& kind, double seconds);

 private:
  Version versionOf(const Compiled& compiled, const Directory& directory) const;
  std::vector<Version> bundles() const;
  std::vector<Version> changed();
  void publish(const std::string& kind, double seconds, Service& service,
               const std::vector<Version>& versions, Published& published) const;

  Compiled newer_, older_;
  std::string text_;
  const std::vector<std::string>& lines_;
  std::vector<polc_string> asked_;
  std::vector<int64_t> nows_;
  std::string
      changes_[2];  // what makes the second version of the first, and the first of the second
};

}  // namespace polc::bench
