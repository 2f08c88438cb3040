#include "tests/bench/shapes.h"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <random>

namespace polc::bench {
namespace {

constexpr int kStaff = 500, kRecords = 2'000, kSpan = 1'000'000;

constexpr const char* kHeader = R"(contract bench.shapes
  between provider "Provider", client "Client"
  effective 2026-01-01 until 2028-01-01
  zone "Europe/Berlin"

registered entity Staff { number: Int  level: Int  address: Ip }
registered entity Record { rank: Int  weight: Int  path: String  owner: String }
action look on Record

permission all "All" {
)";

using Random = std::mt19937_64;
int below(Random& random, int bound) {
  return static_cast<int>(random() % static_cast<uint64_t>(bound));
}
std::string path(Random& random, int rules) {
  int folder = below(random, rules);
  return fmt::format("/{}/{}/{}", folder % 97, folder, below(random, 9));
}
std::string address(Random& random) {
  return fmt::format("10.{}.{}.{}", below(random, 256), below(random, 256), below(random, 256));
}

// A guard: rule i of n.
using Guard = std::function<std::string(Random&, int i, int n)>;

const std::map<std::string, Guard>& guards() {
  static const std::map<std::string, Guard> all = {
      {"equal", [](Random&, int i, int) { return fmt::format("s.number == {}", i); }},
      {"set",
       [](Random& random, int, int n) {
         return fmt::format("r.owner in {{\"o{}\", \"o{}\", \"o{}\"}}", below(random, n),
                            below(random, n), below(random, n));
       }},
      {"range",
       [](Random& random, int, int n) {
         int from = below(random, kSpan);
         return fmt::format("r.rank >= {} and r.rank < {}", from, from + 3 * kSpan / n);
       }},
      {"threshold",
       [](Random& random, int, int) {
         return fmt::format("r.rank > {} and s.level == {}", below(random, kSpan),
                            below(random, 1000));
       }},
      {"two ranges",
       [](Random& random, int, int n) {
         int from = below(random, kSpan), at = below(random, kSpan);
         return fmt::format("r.rank >= {} and r.rank < {} and r.weight >= {} and r.weight < {}",
                            from, from + kSpan / 20 + kSpan / n, at, at + kSpan / 20);
       }},
      {"prefix",
       [](Random& random, int, int n) {
         int folder = below(random, n);
         return fmt::format("r.path like \"/{}/{}/*\"", folder % 97, folder);
       }},
      {"suffix",
       [](Random& random, int, int n) {
         return fmt::format("r.path like \"*/{}/{}\"", below(random, n), below(random, 9));
       }},
      {"network",
       [](Random& random, int, int) {
         int bits = 14 + below(random, 11);
         uint32_t bytes = (10u << 24 | static_cast<uint32_t>(below(random, 1 << 24)));
         bytes &= ~((1u << (32 - bits)) - 1);
         return fmt::format("s.address in ip(\"{}.{}.{}.{}/{}\")", bytes >> 24, bytes >> 16 & 255,
                            bytes >> 8 & 255, bytes & 255, bits);
       }},
      {"either",
       [](Random& random, int i, int n) {
         return fmt::format("(s.number == {} or r.owner == \"o{}\")", i, below(random, n));
       }},
  };
  return all;
}

std::string contract(const std::string& form, int rules, Random& random) {
  bool denies = form.starts_with("deny ");
  const Guard& guard = guards().at(denies ? form.substr(5) : form);
  std::string text = kHeader;
  if (denies) text += "  allow s: Staff to look on r: Record where s.level >= 0\n";
  for (int i = 0; i < rules; ++i) {
    text += fmt::format("  {} s: Staff to look on r: Record where {}\n", denies ? "deny" : "allow",
                        guard(random, i, rules));
  }
  return text + "}\n";
}

void addEntity(const char* type, int number, const std::string& attributes, std::string& text) {
  text += fmt::format(
      "{}\n{{\"uid\":{{\"type\":\"{}\",\"id\":\"{}\"}},\"attrs\":{{{}}},\"parents\":[]}}",
      text.empty() ? "" : ",", type, number, attributes);
}

}  // namespace

const std::vector<std::string>& shapeNames() {
  static const std::vector<std::string> names = {
      "equal",  "set",     "range",  "threshold",  "two ranges", "prefix",
      "suffix", "network", "either", "deny range", "deny prefix"};
  return names;
}

Hospital shapes(const std::string& form, int rules, int requests) {
  Random random(42);
  Hospital out;
  out.contract = contract(form, rules, random);
  std::string entities;
  for (int i = 0; i < kStaff; ++i) {
    addEntity("Staff", i,
              fmt::format("\"number\":{},\"level\":{},\"address\":\"{}\"", below(random, 2 * rules),
                          below(random, 1000), address(random)),
              entities);
  }
  for (int i = 0; i < kRecords; ++i) {
    addEntity("Record", i,
              fmt::format("\"rank\":{},\"weight\":{},\"path\":\"{}\",\"owner\":\"o{}\"",
                          below(random, kSpan), below(random, kSpan), path(random, 2 * rules),
                          below(random, 4 * rules)),
              entities);
  }
  out.directory = "[" + entities + "]";
  for (int i = 0; i < requests; ++i) {
    out.requests.push_back(
        {std::to_string(below(random, kStaff)), "look", std::to_string(below(random, kRecords))});
  }
  return out;
}

}  // namespace polc::bench
