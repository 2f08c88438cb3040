#include <algorithm>
#include <cstring>

#include "runtime/value/value.h"

namespace polc::value {
namespace {

using Order = std::strong_ordering;

Order orderText(std::string_view a, std::string_view b) {
  int difference = a.compare(b);
  return difference <=> 0;
}

bool numeric(std::string_view identifier) {
  for (char c : identifier) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

// Numbers have no leading zeros, so that the longer is the greater.
Order orderIdentifier(std::string_view a, std::string_view b) {
  bool a_numeric = numeric(a), b_numeric = numeric(b);
  if (a_numeric != b_numeric) return a_numeric ? Order::less : Order::greater;
  if (a_numeric && a.size() != b.size()) return a.size() <=> b.size();
  return orderText(a, b);
}

std::string_view takeIdentifier(std::string_view& rest) {
  size_t dot = rest.find('.');
  std::string_view head = rest.substr(0, dot);
  rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
  return head;
}

Order orderPrerelease(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return b.size() <=> a.size();
  while (!a.empty() && !b.empty()) {
    Order order = orderIdentifier(takeIdentifier(a), takeIdentifier(b));
    if (order != Order::equal) return order;
  }
  return a.size() <=> b.size();
}

Order orderVersion(const Version& a, const Version& b) {
  if (a.major != b.major) return a.major <=> b.major;
  if (a.minor != b.minor) return a.minor <=> b.minor;
  if (a.patch != b.patch) return a.patch <=> b.patch;
  return orderPrerelease(a.prerelease, b.prerelease);
}

Order orderIp(const Ip& a, const Ip& b) {
  if (a.v4 != b.v4) return a.v4 ? Order::less : Order::greater;
  if (int difference = std::memcmp(a.bytes, b.bytes, sizeof(a.bytes))) return difference <=> 0;
  return a.prefix <=> b.prefix;
}

Order orderValues(const Value* a, uint32_t a_count, const Value* b, uint32_t b_count) {
  for (uint32_t i = 0; i < a_count && i < b_count; ++i) {
    Order found = order(a[i], b[i]);
    if (found != Order::equal) return found;
  }
  return a_count <=> b_count;
}

Order orderMap(const Map& a, const Map& b) {
  for (uint32_t i = 0; i < a.count && i < b.count; ++i) {
    Order found = orderText(a.entries[i].key, b.entries[i].key);
    if (found == Order::equal) found = order(a.entries[i].value, b.entries[i].value);
    if (found != Order::equal) return found;
  }
  return a.count <=> b.count;
}

// A Date stands where a Time is wanted: both are instants.
Kind comparable(Kind kind) { return kind == Kind::date ? Kind::time : kind; }

}  // namespace

Order order(const Value& a, const Value& b) {
  Kind kind = comparable(a.kind);
  if (kind != comparable(b.kind)) return kind <=> comparable(b.kind);
  switch (kind) {
    case Kind::string:
      return orderText(a.string(), b.string());
    case Kind::ip:
      return orderIp(a.ip(), b.ip());
    case Kind::version:
      return orderVersion(a.version(), b.version());
    case Kind::record:
      return orderValues(a.record().fields, a.record().count, b.record().fields, b.record().count);
    case Kind::set:
      return orderValues(a.set().members, a.set().count, b.set().members, b.set().count);
    case Kind::map:
      return orderMap(a.map(), b.map());
    case Kind::absent:
    case Kind::missing:
    case Kind::invalid:
      return Order::equal;
    default:
      return a.bits <=> b.bits;
  }
}

// Members are in order, by kind first. Those whose bits are their order are searched without a branch on what is read.
bool contains(const Set& set, const Value& member) {
  const Value* from = set.members;
  size_t count = set.count;
  if (count == 0) return false;
  bool by_bits = member.given() && !isPointer(member.kind) && from[0].kind == member.kind &&
                 from[count - 1].kind == member.kind;
  if (!by_bits)
    return std::binary_search(from, from + count, member,
                              [](const Value& a, const Value& b) { return order(a, b) < 0; });
  while (count > 1) {
    size_t half = count / 2;
    from += half * static_cast<size_t>(from[half].bits <= member.bits);
    count -= half;
  }
  return from->bits == member.bits;
}

}  // namespace polc::value
