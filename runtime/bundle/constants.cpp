#include "runtime/bundle/constants.h"

#include <cassert>

namespace polc::bundle {
namespace {

using value::Kind;
using value::Value;

bool getIp(Reader& reader, value::Arena& arena, Value& value) {
  value::Ip ip{};
  bool read = true;
  for (uint8_t& byte : ip.bytes) read = read && reader.get(byte);
  if (!read || !reader.get(ip.prefix) || !reader.get(ip.v4) || ip.prefix > (ip.v4 ? 32 : 128))
    return false;
  value = Value::ofPointer(Kind::ip, arena.make(ip));
  return true;
}

bool getVersion(Reader& reader, value::Arena& arena, Value& value) {
  value::Version version{};
  if (!reader.get(version.major) || !reader.get(version.minor) || !reader.get(version.patch) ||
      !reader.text(version.prerelease))
    return false;
  version.prerelease = arena.copy(version.prerelease);
  value = Value::ofPointer(Kind::version, arena.make(version));
  return true;
}

bool getConstant(Reader& reader, value::Arena& arena, uint32_t depth, Value& value);

bool getSet(Reader& reader, value::Arena& arena, uint32_t depth, Value& value) {
  uint32_t count = 0;
  if (depth == kSetDepth || !reader.count(count, 1)) return false;
  std::vector<Value> members(count);
  for (Value& member : members) {
    if (!getConstant(reader, arena, depth + 1, member) || member.kind != members[0].kind)
      return false;
  }
  value = arena.set(std::move(members));
  return value.set().count == count;
}

bool getConstant(Reader& reader, value::Arena& arena, uint32_t depth, Value& value) {
  if (!reader.get(value.kind)) return false;
  switch (value.kind) {
    case Kind::absent:
    case Kind::missing:
    case Kind::invalid:
      return true;
    case Kind::string: {
      std::string_view text;
      if (!reader.text(text)) return false;
      value = Value::ofString(arena.copy(text));
      return true;
    }
    case Kind::ip:
      return getIp(reader, arena, value);
    case Kind::version:
      return getVersion(reader, arena, value);
    case Kind::set:
      return getSet(reader, arena, depth, value);
    case Kind::record:
    case Kind::map:
      return false;
    default:
      return reader.get(value.bits);
  }
}

}  // namespace

void putConstant(Writer& writer, const Value& value) {
  assert(value.kind != Kind::record && value.kind != Kind::map);
  writer.put(value.kind);
  switch (value.kind) {
    case Kind::absent:
    case Kind::missing:
    case Kind::invalid:
      return;
    case Kind::string:
      return writer.text(value.string());
    case Kind::ip:
      for (uint8_t byte : value.ip().bytes) writer.put(byte);
      writer.put(value.ip().prefix);
      return writer.put(value.ip().v4);
    case Kind::version:
      for (uint64_t part : {value.version().major, value.version().minor, value.version().patch})
        writer.put(part);
      return writer.text(value.version().prerelease);
    case Kind::set:
      writer.count(value.set().count);
      for (uint32_t i = 0; i < value.set().count; ++i) putConstant(writer, value.set().members[i]);
      return;
    default:
      writer.put(value.bits);
  }
}

bool getConstants(Reader& reader, value::Arena& arena, std::vector<Value>& constants) {
  uint32_t count = 0;
  if (!reader.count(count, 1)) return false;
  constants.resize(count);
  for (Value& constant : constants) {
    if (!getConstant(reader, arena, 0, constant)) return false;
  }
  return true;
}

}  // namespace polc::bundle
