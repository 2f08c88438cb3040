#include "tests/fuzz/mutate.h"

#include <cctype>
#include <cstdio>
#include <cstring>
#include <random>
#include <vector>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace polc::fuzz {
namespace {

enum class Class { word, number, string, other };
struct Token {
  size_t begin, end;
  Class kind;
};

bool wordChar(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

Token tokenAt(const std::string& text, size_t at) {
  size_t end = at + 1;
  char c = text[at];
  if (c == '"') {
    while (end < text.size() && text[end] != '"' && text[end] != '\n') ++end;
    return {at, std::min(end + 1, text.size()), Class::string};
  }
  if (!wordChar(c)) return {at, end, Class::other};
  while (end < text.size() && wordChar(text[end])) ++end;
  return {at, end, std::isdigit(static_cast<unsigned char>(c)) ? Class::number : Class::word};
}

std::vector<Token> tokens(const std::string& text) {
  std::vector<Token> out;
  for (size_t at = 0; at < text.size();) {
    Token token = tokenAt(text, at);
    if (token.kind != Class::other) out.push_back(token);
    at = token.end;
  }
  return out;
}

bool swapToken(std::string& text, std::mt19937& random) {
  std::vector<Token> all = tokens(text);
  if (all.size() < 2) return false;
  Token to = all[random() % all.size()];
  for (int attempt = 0; attempt < 16; ++attempt) {
    Token from = all[random() % all.size()];
    if (from.kind != to.kind) continue;
    text.replace(to.begin, to.end - to.begin, text.substr(from.begin, from.end - from.begin));
    return true;
  }
  return false;
}

bool changeLine(std::string& text, std::mt19937& random) {
  std::vector<size_t> starts{0};
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '\n') starts.push_back(i + 1);
  }
  auto line = [&] {
    size_t begin = starts[random() % starts.size()];
    size_t end = text.find('\n', begin);
    return std::pair{begin, (end == std::string::npos ? text.size() : end + 1) - begin};
  };
  auto [at, length] = line();
  if (random() % 2) {
    text.erase(at, length);
  } else {
    text.insert(at, text.substr(at, length));
  }
  return true;
}

}  // namespace

size_t mutate(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  std::mt19937 random(seed);
  if (size == 0 || random() % 4 == 0) return LLVMFuzzerMutate(data, size, max_size);
  std::string text(reinterpret_cast<const char*>(data), size);
  bool changed = random() % 3 == 0 ? changeLine(text, random) : swapToken(text, random);
  if (!changed || text.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
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
