// Native code runs only where a trusted key signed it and it was made for here; else the core is interpreted.
#include <fstream>

#include "runtime/bundle/container.h"
#include "runtime/bundle/tables_codec.h"
#include "runtime/bundle/write.h"
#include "tests/unit/runtime/bundle/bundles.h"

using namespace polc;
using namespace polc::test;
using bundle::EngineKind;

namespace {

struct Parts {
  bundle::NativeInfo info;
  std::string object;
  engine::Tables tables;
};

std::vector<uint8_t> sectionOf(const std::string& bytes, bundle::SectionKind kind) {
  bundle::Refusal refusal;
  auto container = bundle::readContainer(bytesOf(bytes), {}, refusal);
  std::vector<uint8_t> room;
  auto section = bundle::readSection(bytesOf(bytes), *container->find(kind), room, refusal);
  return {section->begin(), section->end()};
}

Parts partsOf(const std::string& bytes) {
  Parts parts;
  std::vector<uint8_t> native = sectionOf(bytes, bundle::SectionKind::native);
  std::span<const uint8_t> object;
  REQUIRE(bundle::decodeNative(native, parts.info, object));
  parts.object.assign(object.begin(), object.end());
  std::vector<uint8_t> tables = sectionOf(bytes, bundle::SectionKind::tables);
  REQUIRE(bundle::decodeTables(tables, canonCore(), parts.tables));
  return parts;
}

std::shared_ptr<const bundle::Opened> openWith(const Parts& parts) {
  bundle::Native native{parts.info, parts.object};
  std::string bytes = bundle::write({canonCore(), &parts.tables, &native}, &releaseKey());
  bundle::Refusal refusal;
  auto opened = bundle::open(bytesOf(bytes), trusting(releaseKey()), refusal);
  INFO(refusal.message);
  REQUIRE(opened);
  return opened;
}

void mustFallBack(const Parts& parts, const char* why) {
  auto opened = openWith(parts);
  CHECK(opened->running == EngineKind::interp);
  CHECK(opened->engine);
  CHECK_THAT(opened->fallback, Catch::Contains(why));
}

}  // namespace

TEST_CASE("signed by a trusted key, the code runs") {
  auto opened = openWith(partsOf(signedBundle()));
  CHECK(opened->running == EngineKind::native);
  CHECK(opened->fallback.empty());
  CHECK(opened->info.trusted);
}

TEST_CASE("unsigned, or signed by a stranger, the core is interpreted") {
  bundle::Refusal refusal;
  for (const std::string& bytes : {built(true, nullptr), signedBundle()}) {
    auto opened = bundle::open(bytesOf(bytes), {}, refusal);
    REQUIRE(opened);
    CHECK(opened->running == EngineKind::interp);
    CHECK(opened->fallback == "no trusted key signed the bundle");
  }
  auto portable =
      bundle::open(bytesOf(built(false, &releaseKey())), trusting(releaseKey()), refusal);
  REQUIRE(portable);
  CHECK(portable->fallback == "the bundle has no native code");
}

TEST_CASE("code for something else is never run") {
  Parts parts = partsOf(signedBundle());
  Parts other = parts;
  other.info.abi ^= 1;
  mustFallBack(other, "another version of this runtime");
  other = parts;
  other.info.target = "aarch64-linux-gnu armv8-a";
  mustFallBack(other, "aarch64-linux-gnu");
  other = parts;
  other.info.imports.push_back("polcNothing");
  mustFallBack(other, "polcNothing");
  other = parts;
  other.object.resize(other.object.size() / 2);
  mustFallBack(other, "does not load");
}

TEST_CASE("two bundles open at once run each its own code") {
  Parts parts = partsOf(signedBundle());
  std::vector<std::shared_ptr<const bundle::Opened>> all;
  for (int i = 0; i < 4; ++i) all.push_back(openWith(parts));
  for (const auto& opened : all) CHECK(opened->running == EngineKind::native);
  std::ifstream maps("/proc/self/maps");
  int mapped = 0;
  for (std::string line; std::getline(maps, line);)
    mapped +=
        line.find("r-x") != std::string::npos && line.find("polc-native") != std::string::npos;
  CHECK(mapped == 4);
}

TEST_CASE("nothing is mapped writable and executable") {
  auto opened = openWith(partsOf(signedBundle()));
  REQUIRE(opened->running == EngineKind::native);
  std::ifstream maps("/proc/self/maps");
  bool code = false;
  for (std::string line; std::getline(maps, line);) {
    INFO(line);
    std::string rights = line.substr(line.find(' ') + 1, 4);
    CHECK_FALSE((rights[1] == 'w' && rights[2] == 'x'));
    code |= rights[2] == 'x' && line.find("polc-native") != std::string::npos;
  }
  CHECK(code);
}
