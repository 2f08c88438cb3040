#include "runtime/request/vocabulary.h"

#include <algorithm>
#include <bit>

namespace polc::request {
namespace {

constexpr std::string_view kNow = "now";

std::vector<std::string_view> contextNames(const core::Bundle& bundle) {
  std::vector<std::string_view> names;
  for (const core::FieldDef& field : bundle.context) names.push_back(field.name);
  if (std::ranges::find(names, kNow) == names.end()) names.push_back(kNow);
  return names;
}

}  // namespace

NameTable::NameTable(std::vector<std::string_view> names)
    : names_(std::move(names)),
      hashes_(std::bit_ceil(kSparse * (names_.size() + 1))),
      numbers_(hashes_.size(), kNone),
      mask_(hashes_.size() - 1) {
  for (uint32_t i = 0; i < names_.size(); ++i) {
    uint64_t hash = value::hashText(names_[i], 0);
    size_t at = hash & mask_;
    while (numbers_[at] != kNone) at = (at + 1) & mask_;
    hashes_[at] = hash;
    numbers_[at] = i;
  }
}

Vocabulary::Vocabulary(const core::Bundle& bundle)
    : context(contextNames(bundle)), now(context.find(kNow)) {}

}  // namespace polc::request
