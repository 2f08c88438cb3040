#include "runtime/bundle/container.h"

#include <fmt/format.h>
#include <sodium.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>

namespace polc::bundle {
namespace {

constexpr uint8_t kMagic[8] = {0x89, 'P', 'O', 'L', 'B', '\r', '\n', 0x1a};
constexpr size_t kIdAt = 32, kKeyAt = 64, kSignatureAt = 96;
constexpr std::string_view kSigned = "polc bundle signature 1";

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

Digest idOf(std::span<const uint8_t> file, uint32_t count) {
  Digest id;
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, id.size());
  crypto_generichash_update(&state, file.data(), kIdAt);
  crypto_generichash_update(&state, file.data() + kHeaderBytes, kRowBytes * count);
  crypto_generichash_final(&state, id.data(), id.size());
  return id;
}

std::string signedText(const Digest& id) {
  std::string text(kSigned);
  text.append(reinterpret_cast<const char*>(id.data()), id.size());
  return text;
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
  return section.size <= kUnpackedMax && section.size / kPackedRatioMax <= section.stored;
}

uint64_t aligned(uint64_t at) {
  return (at + kSectionAlignment - 1) / kSectionAlignment * kSectionAlignment;
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

// Empty where packing does not pay.
std::string pack(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 12);
  if (ZSTD_isError(size) || size > bytes.size() / 10 * 9 || bytes.size() / kPackedRatioMax > size)
    return {};
  out.resize(size);
  return out;
}

template <class T>
void append(std::string& out, T number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::span<const uint8_t> bytesOf(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

void sign(std::string& file, const Digest& id, const SecretKey& key) {
  PublicKey mine = key.publicKey();
  std::string text = signedText(id);
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const uint8_t*>(text.data()),
                       text.size(), key.bytes.data());
  std::memcpy(file.data() + kKeyAt, mine.data(), mine.size());
  std::memcpy(file.data() + kSignatureAt, signature.data(), signature.size());
}

std::string rowOf(const Part& part, const std::string& stored, uint64_t offset) {
  std::string row;
  append(row, static_cast<uint32_t>(part.kind));
  append(row, static_cast<uint32_t>(stored.size() != part.bytes.size()));
  append(row, offset);
  append(row, static_cast<uint64_t>(stored.size()));
  append(row, static_cast<uint64_t>(part.bytes.size()));
  append(row, part.schema);
  Digest digest = digestOf(bytesOf(stored));
  row.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  append(row, uint64_t{0});
  return row;
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

Digest digestOf(std::span<const uint8_t> bytes) {
  Digest digest;
  crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), nullptr, 0);
  return digest;
}

std::string hex(std::span<const uint8_t> bytes) {
  std::string out;
  for (uint8_t byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

bool looksLikeBundle(std::span<const uint8_t> bytes) {
  return bytes.size() >= sizeof kMagic && std::memcmp(bytes.data(), kMagic, sizeof kMagic) == 0;
}

const Section* Container::find(SectionKind kind) const {
  auto at = std::ranges::find(sections, kind, &Section::kind);
  return at == sections.end() ? nullptr : &*at;
}

std::string assemble(std::vector<Part> parts, const SecretKey* key) {
  if (sodium_init() < 0) return {};
  std::ranges::sort(parts, {}, &Part::kind);
  std::string table, body;
  uint64_t begin = kHeaderBytes + kRowBytes * parts.size();
  for (const Part& part : parts) {
    std::string packed = part.pack ? pack(part.bytes) : std::string();
    const std::string& stored = packed.empty() ? part.bytes : packed;
    body.resize(aligned(begin + body.size()) - begin);
    table += rowOf(part, stored, begin + body.size());
    body += stored;
  }
  std::string file(reinterpret_cast<const char*>(kMagic), sizeof kMagic);
  append(file, kFormat);
  append(file, static_cast<uint32_t>(parts.size()));
  append(file, static_cast<uint64_t>(begin + body.size()));
  file.resize(kHeaderBytes);
  file += table;
  Digest id = idOf(bytesOf(file), static_cast<uint32_t>(parts.size()));
  std::memcpy(file.data() + kIdAt, id.data(), id.size());
  if (key) sign(file, id, *key);
  return file + body;
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
