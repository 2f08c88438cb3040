// A directory that is being made, of nothing or of another one.
//
// Order: rows and parents are set; then close(), which may find that they will not do; then finish()
#pragma once
#include "runtime/directory/directory.h"

namespace polc::directory {

class Draft {
 public:
  // Only the bundle's entity constants, none of them known.
  explicit Draft(std::shared_ptr<const core::Bundle> bundle);
  // `base` is there until finish().
  explicit Draft(const Directory& base);

  const core::Bundle& bundle() const { return *made_->bundle_; }
  const Entity& entity(uint32_t row) const { return made_->entity(row); }
  value::Arena& arena() { return arena_; }  // of what is put into entities
  Paths& paths() { return *made_->paths_; }

  uint32_t rowFor(uint32_t type, std::string_view id);  // added where it is lacking
  void know(uint32_t row);                              // its fields follow
  void setFields(uint32_t row, const Value* fields);
  void forget(uint32_t row);
  void setParents(uint32_t row, std::vector<uint32_t> parents);

  struct Closed {
    std::vector<uint32_t> cycle;  // rows, each a member of itself
    bool too_many = false;
  };
  Closed close(const Limits& limits);
  std::shared_ptr<const Directory> finish();

 private:
  uint32_t addRow(uint32_t type, std::string_view id);

  value::Arena arena_;
  std::shared_ptr<Directory> made_;
  bool fresh_;
  std::vector<uint32_t> new_sets_;
  std::vector<uint32_t> moved_;  // groups with members that are now members of others
};

}  // namespace polc::directory
