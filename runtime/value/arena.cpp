#include <algorithm>

#include "runtime/value/value.h"

namespace polc::value {

std::string_view Arena::copy(std::string_view text) {
  return {array(text.data(), text.size()), text.size()};
}

Value Arena::set(std::vector<Value> members) {
  auto before = [](const Value& a, const Value& b) { return order(a, b) < 0; };
  if (!std::is_sorted(members.begin(), members.end(), before)) {
    std::stable_sort(members.begin(), members.end(), before);
  }
  members.erase(std::unique(members.begin(), members.end(), equal), members.end());
  auto count = static_cast<uint32_t>(members.size());
  return Value::ofPointer(Kind::set, make(Set{count, array(members.data(), count)}));
}

Value Arena::map(std::vector<MapEntry> entries) {
  std::sort(entries.begin(), entries.end(),
            [](const MapEntry& a, const MapEntry& b) { return a.key < b.key; });
  auto count = static_cast<uint32_t>(entries.size());
  return Value::ofPointer(Kind::map, make(Map{count, array(entries.data(), count)}));
}

namespace {

const Value* adoptAll(Arena& arena, const Value* values, uint32_t count) {
  Value* copies = arena.array(values, count);
  for (uint32_t i = 0; i < count; ++i) copies[i] = arena.adopt(copies[i]);
  return copies;
}

Value adoptMap(Arena& arena, const Map& map) {
  MapEntry* entries = arena.array(map.entries, map.count);
  for (uint32_t i = 0; i < map.count; ++i) {
    entries[i] = {arena.copy(entries[i].key), arena.adopt(entries[i].value)};
  }
  return Value::ofPointer(Kind::map, arena.make(Map{map.count, entries}));
}

Value adoptVersion(Arena& arena, Version version) {
  version.prerelease = arena.copy(version.prerelease);
  return Value::ofPointer(Kind::version, arena.make(version));
}

Value adoptRecord(Arena& arena, Record record) {
  record.path = arena.copy(record.path);
  record.fields = adoptAll(arena, record.fields, record.count);
  return Value::ofPointer(Kind::record, arena.make(record));
}

}  // namespace

Value Arena::adopt(const Value& value) {
  switch (value.kind) {
    case Kind::string:
      return Value::ofString(copy(value.string()));
    case Kind::ip:
      return Value::ofPointer(Kind::ip, make(value.ip()));
    case Kind::version:
      return adoptVersion(*this, value.version());
    case Kind::record:
      return adoptRecord(*this, value.record());
    case Kind::set: {
      const Set& set = value.set();
      return Value::ofPointer(Kind::set,
                              make(Set{set.count, adoptAll(*this, set.members, set.count)}));
    }
    case Kind::map:
      return adoptMap(*this, value.map());
    default:
      return value;
  }
}

}  // namespace polc::value
