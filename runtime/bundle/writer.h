// Writes values as bytes: numbers as they lie in memory (little endian), lists with their length before them.
//
// Out: the same bytes for the same value: what pads a struct is zero
#pragma once
#include <cstring>
#include <string>

#include "runtime/bundle/reflect.h"

namespace polc::bundle {

inline constexpr size_t kAlignment = 8;  // of every list of images

class Writer {
 public:
  std::string take() { return std::move(out_); }

  template <class T>
  void put(const T& value) {
    if constexpr (isImage<T>()) {
      putImages(&value, 1);
    } else if constexpr (isVector<T>) {
      putList(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      text(value);
    } else {
      static_assert(complete<T>, "a member is missing in runtime/bundle/members.h");
      Members<T>::visit(value, [&](auto&... member) { (put(member), ...); });
    }
  }
  void text(std::string_view text) {
    put(static_cast<uint32_t>(text.size()));
    out_ += text;
  }
  void count(size_t count) { put(static_cast<uint32_t>(count)); }

 private:
  template <class T>
  void putList(const std::vector<T>& list) {
    count(list.size());
    if constexpr (std::is_same_v<T, bool>) {
      for (bool one : list) put(static_cast<uint8_t>(one));
    } else if constexpr (isImage<T>()) {
      out_.resize((out_.size() + kAlignment - 1) / kAlignment * kAlignment);
      putImages(list.data(), list.size());
    } else {
      for (const T& one : list) put(one);
    }
  }

  template <class T>
  void putImages(const T* values, size_t count) {
    size_t at = out_.size();
    out_.resize(at + sizeof(T) * count);
    for (size_t i = 0; i < count; ++i) image(values[i], out_.data() + at + sizeof(T) * i);
  }
  template <class T>
  static void image(const T& value, char* to) {
    if constexpr (Members<T>::known) {
      static_assert(complete<T>, "a member is missing in runtime/bundle/members.h");
      auto offset = [&](const auto& member) {
        return reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(&value);
      };
      Members<T>::visit(value, [&](auto&... member) { (image(member, to + offset(member)), ...); });
    } else {
      std::memcpy(to, &value, sizeof(T));
    }
  }

  std::string out_;
};

}  // namespace polc::bundle
