#include "runtime/directory/packer.h"

#include <cstring>
#include <new>
#include <unordered_map>
#include <utility>

namespace polc::directory {
namespace {

using value::Kind;

constexpr Value kNoFields[1] = {};

// Runs twice: without memory it finds out how much is needed; what it gives then is of no use.
class Packer {
 public:
  Packer(const core::Bundle& bundle, char* memory) : bundle_(bundle), memory_(memory) {}

  // An id stands before its fields: who finds an entity by name reads them next.
  void run(std::span<Entity> entities) {
    for (Entity& entity : entities) {
      const char* id = bytes(entity.id());
      if (memory_) entity.id_text = id;
      fields(entity);
    }
  }
  uint64_t size() const { return size_; }

 private:
  void fields(Entity& entity) {
    if (!entity.fields) return;
    const auto& declared = bundle_.entities[entity.type].fields;
    auto* to = take<Value>(declared.size());
    for (size_t i = 0; i < declared.size(); ++i) {
      Value moved = entity.fields[i];
      if (!isDefault(declared[i], moved)) moved = value(moved);
      if (memory_) to[i] = moved;
    }
    if (memory_) entity.fields = declared.empty() ? kNoFields : to;
  }
  bool isDefault(const core::FieldDef& declared, const Value& value) const {
    return declared.fallback != core::kNone &&
           bundle_.constants[declared.fallback].bits == value.bits;
  }

  Value value(const Value& from) {
    switch (from.kind) {
      case Kind::string:
        return Value::ofString({text(from.string()), from.extra});
      case Kind::ip:
        return pointer(from.kind, from.ip());
      case Kind::version: {
        value::Version version = from.version();
        version.prerelease = {text(version.prerelease), version.prerelease.size()};
        return pointer(from.kind, version);
      }
      case Kind::record: {
        value::Record record = from.record();
        record.fields = values(record.fields, record.count);
        return pointer(from.kind, record);
      }
      case Kind::set: {
        value::Set set = from.set();
        set.members = values(set.members, set.count);
        return pointer(from.kind, set);
      }
      case Kind::map:
        return pointer(from.kind, map(from.map()));
      default:
        return from;
    }
  }

  const Value* values(const Value* from, uint32_t count) {
    auto* to = take<Value>(count);
    for (uint32_t i = 0; i < count; ++i) {
      Value moved = value(from[i]);
      if (memory_) to[i] = moved;
    }
    return to;
  }

  value::Map map(value::Map from) {
    auto* to = take<value::MapEntry>(from.count);
    for (uint32_t i = 0; i < from.count; ++i) {
      value::MapEntry moved = from.entries[i];
      moved.key = {text(moved.key), moved.key.size()};
      moved.value = value(moved.value);
      if (memory_) to[i] = moved;
    }
    return {from.count, to};
  }

  template <class T>
  Value pointer(Kind kind, const T& from) {
    auto* to = take<T>(1);
    if (memory_) *to = from;
    return Value::ofPointer(kind, to);
  }

  const char* text(std::string_view from) {
    auto [known, fresh] = texts_.try_emplace(from, nullptr);
    if (fresh) known->second = bytes(from);
    return known->second;
  }

  const char* bytes(std::string_view from) {
    char* to = take<char>(from.size());
    if (memory_ && !from.empty()) std::memcpy(to, from.data(), from.size());
    return to;
  }

  // Null while nothing but the size is wanted.
  template <class T>
  T* take(size_t count) {
    uint64_t at = (size_ + alignof(T) - 1) / alignof(T) * alignof(T);
    size_ = at + uint64_t{sizeof(T)} * count;
    return memory_ ? reinterpret_cast<T*>(memory_ + at) : nullptr;
  }

  const core::Bundle& bundle_;
  char* memory_;
  uint64_t size_ = 0;  // may be more than an address holds
  std::unordered_map<std::string_view, const char*> texts_;
};

}  // namespace

std::shared_ptr<const char[]> packed(std::span<Entity> entities, const core::Bundle& bundle) {
  Packer measure(bundle, nullptr);
  measure.run(entities);
  if (!std::in_range<size_t>(measure.size())) throw std::bad_alloc();
  auto words = std::make_shared_for_overwrite<uint64_t[]>((measure.size() + 7) / 8);
  auto* memory = reinterpret_cast<char*>(words.get());
  Packer(bundle, memory).run(entities);
  return {std::move(words), memory};
}

}  // namespace polc::directory
