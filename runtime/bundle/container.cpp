#include "runtime/bundle/container.h"

#include <fmt/format.h>
#include <sodium.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "runtime/bundle/layout.h"

namespace polc::bundle {
namespace {

template <class T>
T numberAt(const uint8_t* from) {
  T number;
  std::memcpy(&number, from, sizeof number);
  return number;
}

bool zeros(std::span<const uint8_t> bytes) {
  return std::ranges::all_of(bytes, [](uint8_t byte) { return byte == 0; });
}

Section sectionAt(const uint8_t* row) {
  Section section;
  section.kind = static_cast<SectionKind>(numberAt<uint32_t>(row));
  section.packed = numberAt<uint32_t>(row + 4) != 0;
  section.offset = numberAt<uint64_t>(row + 8);
  section.stored = numberAt<uint64_t>(row + 16);
  section.size = numberAt<uint64_t>(row + 24);
  section.schema = numberAt<uint64_t>(row + 32);
  std::copy_n(row + 40, section.digest.size(), section.digest.begin());
  return section;
}

bool refuse(Refusal& refusal, Code code, std::string message) {
  refusal = {code, std::move(message)};
  return false;
}

bool readHeader(std::span<const uint8_t> file, Container& out, uint32_t& count, Refusal& refusal) {
  if (!looksLikeBundle(file))
    return refuse(refusal, Code::not_a_bundle, "this is not a bundle of polc");
  if (file.size() < kHeaderBytes)
    return refuse(refusal, Code::truncated, "the bundle ends within its header");
  out.format = numberAt<uint32_t>(file.data() + 8);
  if (out.format > kFormat)
    return refuse(
        refusal, Code::newer_format,
        fmt::format("the bundle has format {}, and this polc reads up to {}", out.format, kFormat));
  if (out.format < kOldestFormat)
    return refuse(refusal, Code::older_format,
                  fmt::format("the bundle has format {}, and this polc reads from {} on",
                              out.format, kOldestFormat));
  uint64_t size = numberAt<uint64_t>(file.data() + 16);
  if (size != file.size())
    return refuse(refusal, Code::truncated,
                  fmt::format("the bundle should have {} bytes and has {}", size, file.size()));
  count = numberAt<uint32_t>(file.data() + 12);
  if (count > kSectionsMax || (file.size() - kHeaderBytes) / kRowBytes < count)
    return refuse(refusal, Code::malformed, "the bundle's table of sections does not fit into it");
  std::copy_n(file.data() + kIdAt, out.id.size(), out.id.begin());
  if (idOf(file, count) != out.id)
    return refuse(refusal, Code::damaged, "the bundle's header does not fit its digest");
  return true;
}

bool readSignature(std::span<const uint8_t> file, const Options& options, Container& out,
                   Refusal& refusal) {
  std::copy_n(file.data() + kKeyAt, out.key.size(), out.key.begin());
  const uint8_t* signature = file.data() + kSignatureAt;
  out.is_signed = !zeros({file.data() + kKeyAt, kHeaderBytes - kKeyAt});
  if (!out.is_signed)
    return !options.demand_signature ||
           refuse(refusal, Code::unsigned_bundle, "the bundle is not signed");
  bool known = std::ranges::find(options.trusted, out.key) != options.trusted.end();
  if (!known && options.demand_signature)
    return refuse(
        refusal, Code::untrusted_key,
        fmt::format("the bundle is signed by key {}, which is not trusted", keyId(out.key)));
  std::string text = signedText(out.id);
  if (crypto_sign_verify_detached(signature, reinterpret_cast<const uint8_t*>(text.data()),
                                  text.size(), out.key.data()) != 0)
    return refuse(refusal, Code::wrong_signature,
                  fmt::format("the signature is not key {}'s of this bundle", keyId(out.key)));
  out.trusted = known;
  return true;
}

bool sane(const Section& section, uint64_t begin, uint64_t file_size) {
  if (section.kind < SectionKind::core || section.kind > SectionKind::native) return false;
  if (section.offset != begin || section.stored > file_size - begin) return false;
  if (!section.packed) return section.size == section.stored;
  return section.size <= kUnpackedMax && std::in_range<size_t>(section.size) &&
         section.size / kPackedRatioMax <= section.stored;
}

bool readTable(std::span<const uint8_t> file, uint32_t count, Container& out, Refusal& refusal) {
  uint64_t end = kHeaderBytes + kRowBytes * count;
  for (uint32_t i = 0; i < count; ++i) {
    const uint8_t* row = file.data() + kHeaderBytes + kRowBytes * i;
    Section section = sectionAt(row);
    uint64_t begin = aligned(end);
    bool later = out.sections.empty() || out.sections.back().kind < section.kind;
    if (begin > file.size() || !later || !sane(section, begin, file.size()) ||
        numberAt<uint32_t>(row + 4) > 1 || !zeros({row + 72, 8}) ||
        !zeros(file.subspan(end, begin - end)))
      return refuse(refusal, Code::malformed, "the bundle's sections do not lie as its table says");
    end = begin + section.stored;
    out.sections.push_back(section);
  }
  return end == file.size() ||
         refuse(refusal, Code::malformed, "the bundle goes on behind its last section");
}

}  // namespace

std::string_view name(SectionKind kind) {
  switch (kind) {
    case SectionKind::core:
      return "core";
    case SectionKind::tables:
      return "tables";
    case SectionKind::texts:
      return "texts";
    case SectionKind::native:
      break;
  }
  return "native";
}

bool looksLikeBundle(std::span<const uint8_t> bytes) {
  return bytes.size() >= sizeof kMagic && std::memcmp(bytes.data(), kMagic, sizeof kMagic) == 0;
}

const Section* Container::find(SectionKind kind) const {
  auto at = std::ranges::find(sections, kind, &Section::kind);
  return at == sections.end() ? nullptr : &*at;
}

std::optional<Container> readContainer(std::span<const uint8_t> file, const Options& options,
                                       Refusal& refusal) {
  if (sodium_init() < 0) {
    refuse(refusal, Code::unreadable, "libsodium does not start");
    return std::nullopt;
  }
  Container out;
  uint32_t count = 0;
  if (!readHeader(file, out, count, refusal) || !readSignature(file, options, out, refusal) ||
      !readTable(file, count, out, refusal))
    return std::nullopt;
  return out;
}

std::optional<std::span<const uint8_t>> readSection(std::span<const uint8_t> file,
                                                    const Section& section,
                                                    std::vector<uint8_t>& room, Refusal& refusal) {
  std::span<const uint8_t> stored = file.subspan(section.offset, section.stored);
  if (digestOf(stored) != section.digest) {
    refuse(refusal, Code::damaged,
           fmt::format("the bundle's section `{}` does not fit its digest", name(section.kind)));
    return std::nullopt;
  }
  if (!section.packed) return stored;
  unsigned long long size = ZSTD_getFrameContentSize(stored.data(), stored.size());
  bool fits = size == section.size;
  if (fits) {
    room.resize(section.size);
    fits = ZSTD_decompress(room.data(), room.size(), stored.data(), stored.size()) == section.size;
  }
  if (fits) return room;
  refuse(refusal, Code::malformed,
         fmt::format("the bundle's section `{}` cannot be unpacked", name(section.kind)));
  return std::nullopt;
}

}  // namespace polc::bundle
