#include "tests/fuzz/mutate.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace polc::fuzz {
namespace {

enum class Class { word, type, number, string, other };
struct Token {
  size_t begin, end;
  Class kind;
};

bool wordChar(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }
bool blank(char c) { return c == ' ' || c == '\n'; }

Class wordClass(char first) {
  if (std::isdigit(static_cast<unsigned char>(first))) return Class::number;
  return std::isupper(static_cast<unsigned char>(first)) ? Class::type : Class::word;
}

Token tokenAt(const std::string& text, size_t at) {
  size_t end = at + 1;
  char c = text[at];
  if (c == '"') {
    while (end < text.size() && text[end] != '"' && text[end] != '\n') ++end;
    return {at, std::min(end + 1, text.size()), Class::string};
  }
  if (!wordChar(c)) return {at, end, Class::other};
  while (end < text.size() && wordChar(text[end])) ++end;
  return {at, end, wordClass(c)};
}

std::vector<Token> tokens(const std::string& text) {
  std::vector<Token> out;
  for (size_t at = 0; at < text.size();) {
    Token token = tokenAt(text, at);
    if (!blank(text[at])) out.push_back(token);
    at = token.end;
  }
  return out;
}

std::string_view textOf(const std::string& text, const Token& token) {
  return std::string_view(text).substr(token.begin, token.end - token.begin);
}

// Tokens with the same neighbours mostly play the same part.
bool alike(const std::string& text, const std::vector<Token>& all, size_t a, size_t b) {
  if (all[a].kind != all[b].kind) return false;
  if (a == 0 || b == 0 || a + 1 == all.size() || b + 1 == all.size()) return false;
  if (textOf(text, all[a - 1]) != textOf(text, all[b - 1])) return false;
  const Token& after_a = all[a + 1];
  const Token& after_b = all[b + 1];
  if (after_a.kind != after_b.kind) return false;
  return after_a.kind != Class::other || textOf(text, after_a) == textOf(text, after_b);
}

bool swapToken(std::string& text, std::mt19937& random) {
  std::vector<Token> all = tokens(text);
  if (all.size() < 2) return false;
  for (int attempt = 0; attempt < 200; ++attempt) {
    size_t to = random() % all.size();
    size_t from = random() % all.size();
    if (all[to].kind == Class::other || !alike(text, all, to, from)) continue;
    if (textOf(text, all[to]) == textOf(text, all[from])) continue;
    std::string with(textOf(text, all[from]));
    text.replace(all[to].begin, all[to].end - all[to].begin, with);
    return true;
  }
  return false;
}

bool changeDigit(std::string& text, std::mt19937& random) {
  for (int attempt = 0; attempt < 64 && !text.empty(); ++attempt) {
    char& c = text[random() % text.size()];
    if (!std::isdigit(static_cast<unsigned char>(c))) continue;
    c = static_cast<char>('0' + random() % 10);
    return true;
  }
  return false;
}

// A line that opens as much as it closes.
bool whole(std::string_view line) {
  int depth = 0;
  for (char c : line) {
    depth += c == '{' || c == '(' || c == '[';
    depth -= c == '}' || c == ')' || c == ']';
    if (depth < 0) return false;
  }
  return depth == 0 && line.size() > 1;
}

bool changeLine(std::string& text, std::mt19937& random) {
  std::vector<std::pair<size_t, size_t>> lines;
  for (size_t begin = 0, end; begin < text.size(); begin = end) {
    end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    if (whole(std::string_view(text).substr(begin, end - begin))) lines.emplace_back(begin, end);
  }
  if (lines.size() < 4) return false;
  auto [begin, end] = lines[random() % lines.size()];
  if (random() % 2) {
    text.erase(begin, end - begin);
  } else {
    text.insert(begin, text.substr(begin, end - begin));
  }
  return true;
}

bool change(std::string& text, std::mt19937& random) {
  unsigned chosen = random() % 8;
  if (chosen == 0 && changeLine(text, random)) return true;
  if (chosen == 1 && changeDigit(text, random)) return true;
  return swapToken(text, random) || changeDigit(text, random);
}

}  // namespace

size_t mutate(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  std::mt19937 random(seed);
  if (size == 0 || random() % 16 == 0) return LLVMFuzzerMutate(data, size, max_size);
  std::string text(reinterpret_cast<const char*>(data), size);
  if (!change(text, random) || text.size() > max_size)
    return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

Share::~Share() {
  double percent =
      inputs_ ? 100.0 * static_cast<double>(reached_) / static_cast<double>(inputs_) : 0;
  std::printf("%llu inputs, %.1f %% %s\n", static_cast<unsigned long long>(inputs_), percent,
              what_);
}

}  // namespace polc::fuzz
