// The file around the sections: header, table, digests, signature.
//
// Layout: header of 160 bytes, one row of 80 bytes a section, then the sections, each at a multiple of 64, zeros between.
//         Numbers are little endian
//     0   magic: 89 'P' 'O' 'L' 'B' 0D 0A 1A
//     8   format (4), number of sections (4), size of the file (8), zeros (8)
//    32   id: BLAKE2b-256 of the first 32 bytes and the table
//    64   public key (32) and Ed25519 signature (64) of kSigned and the id; zeros where nobody signed
//   a row: kind (4), packing (4), offset (8), stored bytes (8), unpacked bytes (8), schema (8), BLAKE2b-256 of the stored
//         bytes (32), zeros (8)
// So the id names the whole content, and one signature covers it.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/bundle/open.h"

namespace polc::bundle {

inline constexpr uint32_t kFormat =
    1;  // grows with each change of this layout or of what a section means
inline constexpr uint32_t kOldestFormat = 1;  // that is still read
inline constexpr size_t kHeaderBytes = 160;
inline constexpr size_t kRowBytes = 80;
inline constexpr size_t kSectionAlignment = 64;
inline constexpr uint32_t kSectionsMax = 16;
inline constexpr uint64_t kUnpackedMax = 1ull << 32;  // bytes of one section
inline constexpr uint64_t kPackedRatioMax = 256;      // unpacked to stored bytes

using Digest = std::array<uint8_t, 32>;

enum class SectionKind : uint32_t { core = 1, tables = 2, texts = 3, native = 4 };
std::string_view name(SectionKind kind);

struct Section {
  SectionKind kind;
  bool packed = false;  // by zstd
  uint64_t offset = 0, stored = 0, size = 0;
  uint64_t schema = 0;
  Digest digest{};
};

// A section to be written.
struct Part {
  SectionKind kind;
  uint64_t schema;
  std::string bytes;
  bool pack = false;  // where it pays
};
// Empty where libsodium does not start.
std::string assemble(std::vector<Part> parts, const SecretKey* key);

struct Container {
  uint32_t format = 0;
  Digest id{};
  PublicKey key{};
  bool is_signed = false, trusted = false;
  std::vector<Section> sections;  // by kind

  const Section* find(SectionKind kind) const;
};
// Reads and verifies all but the sections' contents. Nothing where refused.
std::optional<Container> readContainer(std::span<const uint8_t> file, const Options& options,
                                       Refusal& refusal);
// The contents of one section, verified and unpacked; `room` holds them where they were packed.
std::optional<std::span<const uint8_t>> readSection(std::span<const uint8_t> file,
                                                    const Section& section,
                                                    std::vector<uint8_t>& room, Refusal& refusal);

Digest digestOf(std::span<const uint8_t> bytes);
std::string hex(std::span<const uint8_t> bytes);

}  // namespace polc::bundle
