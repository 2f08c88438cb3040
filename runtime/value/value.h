// The value that both engines compute with: 16 bytes, statically typed by the core, tagged for absence.
//
// Shapes by kind, in `bits` (and `extra`):
//   boolean 0|1 · integer · decimal ×10⁴ · time, date µs since 1970 UTC (a date is its local midnight in the
//   contract's zone) · duration µs · period whole months · enumeration ordinal · entity row of the World ·
//   string pointer to bytes (extra = length) · ip, version, record, set, map pointers to the structs below
// Absence: absent = an optional that is not given; missing = a required field that is not given;
//   invalid = given, but not of its declared type. Reading missing or invalid is an error where it is read.
// Ownership: pointers lead into the arena of the bundle, directory or request that the value came with.
#pragma once
#include <compare>
#include <cstdint>
#include <deque>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

namespace polc::value {

using Micros = int64_t;  // instants and lengths
inline constexpr Micros kMicrosPerSecond = 1'000'000;
inline constexpr Micros kMicrosPerDay = 86'400 * kMicrosPerSecond;
// The first and the last instant: the years 1 to 9999. Beyond every instant: kNever.
inline constexpr Micros kTimeMin = -62'135'596'800 * kMicrosPerSecond;
inline constexpr Micros kTimeMax = 253'402'300'799 * kMicrosPerSecond + 999'999;
inline constexpr Micros kNever = INT64_MAX;
inline constexpr Micros kAlways = INT64_MIN;
inline constexpr Micros kDurationMax = 3'652'425 * kMicrosPerDay;  // 10,000 years
inline constexpr int64_t kDecimalScale = 10'000;

enum class Kind : uint8_t {
  absent,
  missing,
  invalid,
  boolean,
  integer,
  decimal,
  string,
  time,
  date,
  duration,
  period,
  ip,
  version,
  enumeration,
  entity,
  record,
  set,
  map,
  action,
};

// Does a value of this kind lead to bytes that lie elsewhere?
constexpr bool isPointer(Kind kind) {
  return kind == Kind::string || kind == Kind::ip || kind == Kind::version ||
         kind == Kind::record || kind == Kind::set || kind == Kind::map;
}

struct Ip;
struct Version;
struct Record;
struct Set;
struct Map;

inline constexpr uint32_t kNoEntity = UINT32_MAX;

struct Value {
  int64_t bits = 0;
  uint32_t extra = 0;
  Kind kind = Kind::absent;

  static Value of(Kind kind, int64_t bits) { return {bits, 0, kind}; }
  static Value ofBool(bool b) { return {b ? 1 : 0, 0, Kind::boolean}; }
  static Value ofString(std::string_view s) {
    return {reinterpret_cast<int64_t>(s.data()), static_cast<uint32_t>(s.size()), Kind::string};
  }
  static Value ofEntity(uint32_t row) { return {row, 0, Kind::entity}; }
  static Value ofPointer(Kind kind, const void* p) {
    return {reinterpret_cast<int64_t>(p), 0, kind};
  }

  bool given() const { return kind > Kind::invalid; }
  bool sound() const { return kind != Kind::missing && kind != Kind::invalid; }
  bool boolean() const { return bits != 0; }
  uint32_t row() const { return static_cast<uint32_t>(bits); }
  std::string_view string() const { return {reinterpret_cast<const char*>(bits), extra}; }
  const Ip& ip() const { return *reinterpret_cast<const Ip*>(bits); }
  const Version& version() const { return *reinterpret_cast<const Version*>(bits); }
  const Record& record() const { return *reinterpret_cast<const Record*>(bits); }
  const Set& set() const { return *reinterpret_cast<const Set*>(bits); }
  const Map& map() const { return *reinterpret_cast<const Map*>(bits); }
};
static_assert(sizeof(Value) == 16);

// An address (prefix 32 or 128) or a network. IPv4 stands in the last four bytes of `bytes`.
struct Ip {
  uint8_t bytes[16];
  uint8_t prefix;
  bool v4;
};
struct Version {
  uint64_t major, minor, patch;
  std::string_view prerelease;  // dot-separated; build metadata is dropped
};
// A record knows where it was read, so that an error in one of its fields can say it.
struct Record {
  uint32_t owner;         // row of the entity that holds it; kNoEntity for the context
  std::string_view path;  // "container", "permits[]", "context.ticket"
  uint32_t count;
  const Value* fields;  // in the order of the record's declaration
};
// Members in the order of `order`, without repetition.
struct Set {
  uint32_t count;
  const Value* members;
};
struct MapEntry {
  std::string_view key;
  Value value;
};
struct Map {
  uint32_t count;
  const MapEntry* entries;  // by key
};

// Total order and equality over values of one static type (sets and maps by content; versions as semver).
std::strong_ordering order(const Value& a, const Value& b);
bool contains(const Set& set, const Value& member);
inline bool equal(const Value& a, const Value& b) {
  return order(a, b) == std::strong_ordering::equal;
}

// Owns what values point to. Never frees before it dies; not for concurrent use while filling.
class Arena {
 public:
  Arena() = default;
  // `first` is used before any other memory, and again after each reset().
  explicit Arena(std::span<std::byte> first) : memory_(first.data(), first.size()) {}
  std::string_view copy(std::string_view text);
  template <class T>
  T* make(const T& from) {
    return ::new (take(sizeof(T), alignof(T))) T(from);
  }
  template <class T>
  T* array(const T* from, size_t count) {
    T* to = static_cast<T*>(take(sizeof(T) * (count ? count : 1), alignof(T)));
    std::uninitialized_copy_n(from, count, to);
    return to;
  }
  // Sorted, repetitions dropped.
  Value set(std::vector<Value> members);
  Value map(std::vector<MapEntry> entries);
  // Copies a value and all it points to into this arena.
  Value adopt(const Value& value);
  void reset() {
    if (used_) memory_.release();
    used_ = false;
  }

 private:
  void* take(size_t bytes, size_t alignment) {
    used_ = true;
    return memory_.allocate(bytes, alignment);
  }

  std::pmr::monotonic_buffer_resource memory_;
  bool used_ = false;
};

}  // namespace polc::value
