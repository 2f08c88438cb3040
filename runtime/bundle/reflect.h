// What follows from the members of a struct: whether it is an image, its schema, and that its list is complete.
#pragma once
#include <string>
#include <vector>

#include "runtime/bundle/members.h"

namespace polc::bundle {

template <class T>
inline constexpr bool isVector = false;
template <class T>
inline constexpr bool isVector<std::vector<T>> = true;

// A number, an enumeration, or a struct of such: its bytes are what is stored.
template <class T>
consteval bool isImage() {
  return (std::is_arithmetic_v<T> || std::is_enum_v<T> || Members<T>::known) &&
         std::is_trivially_copyable_v<T>;
}

struct AnyValue {
  template <class T>
  operator T() const;
};
template <class T, class... Any>
consteval size_t memberCount() {
  if constexpr (requires { T{Any{}..., AnyValue{}}; }) {
    return memberCount<T, Any..., AnyValue>();
  } else {
    return sizeof...(Any);
  }
}
template <class T>
consteval size_t listedCount() {
  return decltype(Members<T>::visit(std::declval<T&>(), [](auto&... member) {
    return std::integral_constant<size_t, sizeof...(member)>();
  }))::value;
}
template <class T>
inline constexpr bool complete = memberCount<T>() == listedCount<T>() + Members<T>::left_out;

// A number that differs where names, order, or types of what is stored differ.
inline uint64_t mixSchema(uint64_t seed, uint64_t word) {
  uint64_t x = (seed ^ word) * 0x9E37'79B9'7F4A'7C15;
  return x ^ (x >> 29);
}
template <class T>
uint64_t schema() {
  if constexpr (Members<T>::known) {
    static_assert(complete<T>, "a member is missing in runtime/bundle/members.h");
    uint64_t all = isImage<T>() ? sizeof(T) : 1;
    for (char letter : Members<T>::names)
      if (letter != ' ') all = mixSchema(all, static_cast<unsigned char>(letter));
    T sample{};
    Members<T>::visit(sample, [&](auto&... member) {
      ((all = mixSchema(all, schema<std::remove_cvref_t<decltype(member)>>())), ...);
    });
    return all;
  } else if constexpr (isVector<T>) {
    return mixSchema(2, schema<typename T::value_type>());
  } else if constexpr (std::is_same_v<T, std::string>) {
    return 3;
  } else if constexpr (std::is_enum_v<T>) {
    return mixSchema(4, static_cast<uint64_t>(kLast<T>));
  } else {
    return mixSchema(5, sizeof(T) * 2 + std::is_signed_v<T>);
  }
}

}  // namespace polc::bundle
