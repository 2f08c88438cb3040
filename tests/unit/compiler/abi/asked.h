// The acme contract opened by the C interface, for its tests.
#pragma once
#include <cstdio>
#include <fstream>
#include <iterator>
#include <polc/polc.hpp>
#include <string>

namespace polc::abi_test {

inline const std::string kFolder = std::string(POLC_SOURCE_DIR) + "/examples/acme_sandboxes";
inline constexpr int64_t kNow = 1'770'112'800'000'000;  // 2026-02-03T10:00:00Z

inline std::string contents(const std::string& path) {
  std::ifstream in(kFolder + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Null where the contract is refused. `level`: of polc_optimise
inline Bundle compiledOf(const char* contract, int level) {
  std::string file = std::tmpnam(nullptr);
  std::ofstream(file) << contract;
  Bundle interpreted = std::move(Bundle::compile(file).value);
  std::remove(file.c_str());
  return std::move(interpreted.optimise(level).value);
}

struct Acme {
  Bundle bundle = std::move(Bundle::compile(kFolder).value);
  Directory directory = std::move(Directory::loadFile(bundle, kFolder + "/directory.json").value);

  polc_request byNumber(std::string_view who, std::string_view what, std::string_view on) const {
    return {directory.entity("Identity", who), bundle.action(what),
            directory.entity("Environment", on), 0, nullptr};
  }
};

inline polc_named_request byName(std::string_view who, std::string_view what, std::string_view on) {
  return {text("Identity"), text(who), text(what), text("Environment"), text(on), nullptr};
}

inline std::string asJson(std::string_view who, std::string_view what, std::string_view on) {
  return std::string(R"({"subject":{"type":"Identity","id":")") + std::string(who) +
         R"("},"action":{"name":")" + std::string(what) +
         R"("},"resource":{"type":"Environment","id":")" + std::string(on) + R"("}})";
}

// One access in each of the three forms; made where it is used, as the forms point into each other.
struct AskedThrice {
  polc_request number;
  polc_named_request named;
  std::string json;
  polc_string text;

  AskedThrice(const Acme& acme, const char* who, const char* what, const char* on)
      : number(acme.byNumber(who, what, on)),
        named(byName(who, what, on)),
        json(asJson(who, what, on)),
        text(polc::text(json)) {}
  AskedThrice(const AskedThrice&) = delete;
  AskedThrice& operator=(const AskedThrice&) = delete;
};

}  // namespace polc::abi_test
