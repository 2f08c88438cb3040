#include <fmt/format.h>

#include <cstring>

#include "runtime/value/literal.h"

namespace polc::value {
namespace {

constexpr uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::optional<uint32_t> decimal(std::string_view text, uint32_t most) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  uint32_t number = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<uint32_t>(c - '0');
  }
  if (number > most) return std::nullopt;
  return number;
}

bool readV4(std::string_view text, uint8_t* bytes) {
  for (int i = 0; i < 4; ++i) {
    size_t dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return false;
    auto octet = decimal(text.substr(0, dot), 255);
    if (!octet) return false;
    bytes[i] = static_cast<uint8_t>(*octet);
    if (i < 3) text.remove_prefix(dot + 1);
  }
  return true;
}

bool readGroup(std::string_view text, uint8_t* bytes) {
  if (text.empty() || text.size() > 4) return false;
  uint32_t number = 0;
  for (char c : text) {
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0) return false;
    number = number * 16 + static_cast<uint32_t>(digit);
  }
  bytes[0] = static_cast<uint8_t>(number >> 8);
  bytes[1] = static_cast<uint8_t>(number);
  return true;
}

// Groups between colons, the last perhaps a dotted IPv4 (where `last`); how many bytes they gave,
// or -1.
int readGroups(std::string_view text, bool last, uint8_t* bytes) {
  int used = 0;
  while (!text.empty() || used == 0) {
    size_t colon = text.find(':');
    std::string_view group = text.substr(0, colon);
    bool end = colon == std::string_view::npos;
    if (end && last && group.find('.') != std::string_view::npos) {
      return used <= 12 && readV4(group, bytes + used) ? used + 4 : -1;
    }
    if (used > 14 || !readGroup(group, bytes + used)) return -1;
    used += 2;
    if (end) return used;
    text.remove_prefix(colon + 1);
    if (text.empty()) return -1;
  }
  return used;
}

bool readV6(std::string_view text, uint8_t* bytes) {
  size_t gap = text.find("::");
  if (gap == std::string_view::npos) return readGroups(text, true, bytes) == 16;
  std::string_view head = text.substr(0, gap), tail = text.substr(gap + 2);
  uint8_t tail_bytes[16] = {};
  int head_count = head.empty() ? 0 : readGroups(head, false, bytes);
  int tail_count = tail.empty() ? 0 : readGroups(tail, true, tail_bytes);
  if (head_count < 0 || tail_count < 0 || head_count + tail_count > 14) return false;
  std::memset(bytes + head_count, 0, static_cast<size_t>(16 - head_count));
  std::memcpy(bytes + 16 - tail_count, tail_bytes, static_cast<size_t>(tail_count));
  return true;
}

uint32_t firstBit(const Ip& ip) { return ip.v4 ? 96 : 0; }

bool hostBitsClear(const Ip& ip) {
  for (uint32_t bit = firstBit(ip) + ip.prefix; bit < 128; ++bit) {
    if (ip.bytes[bit / 8] & (0x80u >> (bit % 8))) return false;
  }
  return true;
}

// An IPv4-mapped address or network is its IPv4.
void unmap(Ip& ip) {
  if (ip.v4 || ip.prefix < 96 || std::memcmp(ip.bytes, kMapped, 12) != 0) return;
  std::memset(ip.bytes, 0, 12);
  ip.v4 = true;
  ip.prefix = static_cast<uint8_t>(ip.prefix - 96);
}

std::string formatV6(const uint8_t* bytes) {
  uint32_t groups[8];
  for (size_t i = 0; i < 8; ++i) groups[i] = bytes[2 * i] * 256u + bytes[2 * i + 1];
  int gap = -1, gap_length = 1;
  for (int i = 0; i < 8; ++i) {
    int end = i;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - i > gap_length) {
      gap = i;
      gap_length = end - i;
    }
  }
  std::string out;
  for (int i = 0; i < 8; ++i) {
    if (i == gap) {
      out += "::";
      i += gap_length - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    out += fmt::format("{:x}", groups[i]);
  }
  return out;
}

}  // namespace

std::optional<Ip> parseIp(std::string_view text) {
  Ip ip{};
  size_t slash = text.find('/');
  std::string_view address = text.substr(0, slash);
  ip.v4 = address.find(':') == std::string_view::npos;
  if (!(ip.v4 ? readV4(address, ip.bytes + 12) : readV6(address, ip.bytes))) return std::nullopt;
  uint32_t most = ip.v4 ? 32 : 128;
  auto prefix = slash == std::string_view::npos ? most : decimal(text.substr(slash + 1), most);
  if (!prefix) return std::nullopt;
  ip.prefix = static_cast<uint8_t>(*prefix);
  if (!hostBitsClear(ip)) return std::nullopt;
  unmap(ip);
  return ip;
}

std::string formatIp(const Ip& ip) {
  std::string out =
      ip.v4 ? fmt::format("{}.{}.{}.{}", ip.bytes[12], ip.bytes[13], ip.bytes[14], ip.bytes[15])
            : formatV6(ip.bytes);
  if (ip.prefix != (ip.v4 ? 32 : 128)) out += fmt::format("/{}", ip.prefix);
  return out;
}

bool inNetwork(const Ip& inner, const Ip& outer) {
  if (inner.v4 != outer.v4 || inner.prefix < outer.prefix) return false;
  uint32_t bits = firstBit(outer) + outer.prefix;
  if (std::memcmp(inner.bytes, outer.bytes, bits / 8) != 0) return false;
  uint32_t rest = bits % 8;
  return rest == 0 || (inner.bytes[bits / 8] ^ outer.bytes[bits / 8]) >> (8 - rest) == 0;
}

}  // namespace polc::value
