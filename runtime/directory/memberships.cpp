#include "runtime/directory/memberships.h"

#include "runtime/directory/names.h"

namespace polc::directory {
namespace {

uint64_t hashOf(std::span<const uint32_t> parents) {
  return value::hashText({reinterpret_cast<const char*>(parents.data()), parents.size_bytes()},
                         hashSeed() ^ parents.size());
}

}  // namespace

uint32_t Memberships::of(std::span<const uint32_t> parents, bool& added) {
  added = false;
  if (parents.empty()) return 0;
  uint64_t hash = hashOf(parents);
  uint32_t found = index_.search(hash).find(
      [&](uint32_t set) { return std::ranges::equal((*this)[set].parents(), parents); });
  if (found != kNone) return found;
  added = true;
  uint32_t set = add(parents);
  index_.add(hash, set, [&](uint32_t other) { return hashOf((*this)[other].parents()); });
  return set;
}

uint32_t Memberships::add(std::span<const uint32_t> parents) {
  Block& block = count_ % kBlock == 0 ? blocks_.add() : blocks_.edit(count_ / kBlock);
  Membership& set = block.sets[count_ % kBlock];
  auto rows = std::make_shared<uint32_t[]>(parents.size());
  std::copy(parents.begin(), parents.end(), rows.get());
  set.rows = std::move(rows);
  set.parent_count = static_cast<uint32_t>(parents.size());
  return count_++;
}

void Memberships::setRows(uint32_t set, std::span<const uint32_t> own, uint32_t rest) {
  Membership& edited = blocks_.edit(set / kBlock).sets[set % kBlock];
  row_count_ += own.size();
  row_count_ -= edited.own_count;
  auto rows = std::make_shared<uint32_t[]>(own.size() + edited.parent_count);
  std::span<const uint32_t> parents = edited.parents();
  std::copy(parents.begin(), parents.end(), std::copy(own.begin(), own.end(), rows.get()));
  edited.rows = std::move(rows);
  edited.own_count = static_cast<uint32_t>(own.size());
  edited.rest = rest;
}

}  // namespace polc::directory
