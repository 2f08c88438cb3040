#include <sodium.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>

#include "runtime/bundle/layout.h"

namespace polc::bundle {
namespace {

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

}  // namespace polc::bundle
