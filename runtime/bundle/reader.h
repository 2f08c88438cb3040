// Reads what a Writer wrote; never beyond its bytes, and no more than they hold.
//
// Errors: get() is false where the bytes end, a list is longer than what is left, or a Bool or an enumeration has no such value;
//         after that the value is unspecified and everything fails
#pragma once
#include <cstddef>
#include <cstring>
#include <span>
#include <string>

#include "runtime/bundle/writer.h"

namespace polc::bundle {

class Reader {
 public:
  explicit Reader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  bool atEnd() const { return !failed_ && at_ == bytes_.size(); }

  template <class T>
  bool get(T& value) {
    if constexpr (isImage<T>()) {
      const uint8_t* from = take(sizeof(T));
      if (!from || !sound<T>(from)) return fail();
      std::memcpy(&value, from, sizeof(T));
      return true;
    } else if constexpr (isVector<T>) {
      return getList(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      std::string_view view;
      if (!text(view)) return false;
      value = view;
      return true;
    } else {
      return Members<T>::visit(value, [&](auto&... member) { return (get(member) && ...); });
    }
  }
  // Leads into the bytes.
  bool text(std::string_view& text) {
    uint32_t size = 0;
    const uint8_t* from = get(size) ? take(size) : nullptr;
    if (!from) return fail();
    text = {reinterpret_cast<const char*>(from), size};
    return true;
  }
  // A number of things of which each takes at least `least` bytes.
  bool count(uint32_t& count, size_t least) {
    return (get(count) && count <= (bytes_.size() - at_) / least) || fail();
  }

 private:
  bool fail() {
    failed_ = true;
    return false;
  }
  const uint8_t* take(size_t size) {
    if (failed_ || size > bytes_.size() - at_) return nullptr;
    const uint8_t* from = bytes_.data() + at_;
    at_ += size;
    return from;
  }

  template <class T>
  bool getList(std::vector<T>& list) {
    uint32_t size = 0;
    if constexpr (std::is_same_v<T, bool>) {
      if (!count(size, 1)) return false;
      const uint8_t* from = take(size);
      list.resize(size);
      for (uint32_t i = 0; i < size; ++i) {
        if (from[i] > 1) return fail();
        list[i] = from[i] != 0;
      }
      return true;
    } else if constexpr (isImage<T>()) {
      return get(size) && getImages(list, size);
    } else {
      if (!count(size, leastBytes<T>())) return false;
      list.resize(size);
      for (T& one : list) {
        if (!get(one)) return false;
      }
      return true;
    }
  }

  template <class T>
  bool getImages(std::vector<T>& list, uint32_t size) {
    if (!take((kAlignment - at_ % kAlignment) % kAlignment)) return fail();
    if (size > (bytes_.size() - at_) / sizeof(T)) return fail();
    const uint8_t* from = take(sizeof(T) * size);
    if constexpr (!anyBytes<T>()) {
      for (uint32_t i = 0; i < size; ++i) {
        if (!sound<T>(from + sizeof(T) * i)) return fail();
      }
    }
    if (reinterpret_cast<uintptr_t>(from) % alignof(T) == 0) {
      const T* first = reinterpret_cast<const T*>(from);
      list.assign(first, first + size);
    } else {
      list.resize(size);
      if (size > 0) std::memcpy(list.data(), from, sizeof(T) * size);
    }
    return true;
  }

  // Is every sequence of bytes a value?
  template <class T>
  static consteval bool anyBytes() {
    if constexpr (Members<T>::known) {
      return decltype(Members<T>::visit(std::declval<T&>(), [](auto&... member) {
        return std::bool_constant<(anyBytes<std::remove_cvref_t<decltype(member)>>() && ...)>();
      }))::value;
    } else {
      return std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
    }
  }
  template <class T>
  static bool sound(const uint8_t* from) {
    if constexpr (anyBytes<T>()) {
      return true;
    } else if constexpr (Members<T>::known) {
      static const T sample{};
      auto at = [&](const auto& member) {
        return from +
               (reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(&sample));
      };
      return Members<T>::visit(sample, [&](auto&... member) {
        return (sound<std::remove_cvref_t<decltype(member)>>(at(member)) && ...);
      });
    } else if constexpr (std::is_same_v<T, bool>) {
      return *from <= 1;
    } else {
      static_assert(sizeof(T) == 1 && kLast<T> >= 0, "the last value is not known");
      return *from <= kLast<T>;
    }
  }
  // The bytes that a value takes where all its lists are empty.
  template <class T>
  static consteval size_t leastBytes() {
    if constexpr (isImage<T>()) {
      return sizeof(T);
    } else if constexpr (Members<T>::known) {
      return decltype(Members<T>::visit(std::declval<T&>(), [](auto&... member) {
        return std::integral_constant<size_t, (leastBytes<std::remove_cvref_t<decltype(member)>>() +
                                               ...)>();
      }))::value;
    } else {
      return sizeof(uint32_t);
    }
  }

  std::span<const uint8_t> bytes_;
  size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace polc::bundle
