// Numbers by their hashes, as many as one line of the cache holds: their hashes are compared at once.
#pragma once
#include <array>
#include <cstdint>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace polc::directory {

struct alignas(64) HashBucket {
  static constexpr uint32_t kSize = 8;
  static constexpr uint32_t kNone = UINT32_MAX;

  std::array<uint32_t, kSize> hashes{};
  std::array<uint32_t, kSize> numbers{kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone};

  // Bits of the places with this hash, of which some may be empty.
  uint32_t matches(uint32_t hash) const;
  bool full() const { return numbers.back() != kNone; }
  // False where it is full.
  bool put(uint32_t hash, uint32_t number) {
    for (uint32_t i = 0; i < kSize; ++i) {
      if (numbers[i] != kNone) continue;
      hashes[i] = hash;
      numbers[i] = number;
      return true;
    }
    return false;
  }
  template <class Use>
  void each(Use use) const {
    for (uint32_t i = 0; i < kSize && numbers[i] != kNone; ++i) use(hashes[i], numbers[i]);
  }
};
inline constexpr HashBucket kEmptyBucket;

#ifdef __SSE2__
inline uint32_t HashBucket::matches(uint32_t hash) const {
  __m128i wanted = _mm_set1_epi32(static_cast<int>(hash));
  const auto* all = reinterpret_cast<const __m128i*>(hashes.data());
  __m128i low = _mm_cmpeq_epi32(_mm_load_si128(all), wanted);
  __m128i high = _mm_cmpeq_epi32(_mm_load_si128(all + 1), wanted);
  __m128i words = _mm_packs_epi32(low, high);
  return static_cast<uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(words, words))) & 0xFF;
}
#else
inline uint32_t HashBucket::matches(uint32_t hash) const {
  uint32_t bits = 0;
  for (uint32_t i = 0; i < kSize; ++i) bits |= uint32_t{hashes[i] == hash} << i;
  return bits;
}
#endif

}  // namespace polc::directory
