#include "runtime/directory/names.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using directory::NameIndex;

TEST_CASE("names of every length are found, and no others") {
  std::vector<std::string> names;
  for (size_t length = 0; length <= 40; ++length) {
    for (char letter : {'a', 'b', 'z'}) names.emplace_back(length, letter);
    if (length > 0) names.emplace_back(std::string(length - 1, 'a') + "b");
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  NameIndex index;
  for (uint32_t i = 0; i < names.size(); ++i) index.add(directory::hashText(names[i], 7), i);
  auto find = [&](const std::string& name) {
    return index.find(directory::hashText(name, 7), [&](uint32_t i) { return names[i] == name; });
  };
  for (uint32_t i = 0; i < names.size(); ++i) {
    INFO(names[i]);
    CHECK(find(names[i]) == i);
    CHECK(find(names[i] + "?") == NameIndex::kNone);
  }
  CHECK(index.size() == names.size());
}

// Ids of two blocks, of which the second block's second half is the hash of what stands before it, if the seed is 0: the rest of
// that block is then lost.
TEST_CASE("ids that somebody chose to collide do not, as nobody knows the seed") {
  constexpr uint64_t kFirst = 0xA076'1D64'78BD'642F, kSecond = 0xE703'7ED1'A0B4'28DB;
  const std::string head = "0123456789abcdef";
  uint64_t hash = value::fold(value::detail::load<uint64_t>(head.data()) ^ kSecond,
                              value::detail::load<uint64_t>(head.data() + 8) ^ kFirst);
  std::set<uint64_t> known, unknown;
  for (int i = 0; i < 100; ++i) {
    std::string id = head + std::to_string(10'000'000 + i);
    id.append(reinterpret_cast<const char*>(&hash), sizeof hash).append("!");
    known.insert(directory::hashText(id, 0));
    unknown.insert(directory::hashText(id, directory::hashSeed()));
  }
  CHECK(known.size() == 1);
  CHECK(unknown.size() == 100);
}

TEST_CASE("entities of one id are parted by their type, and actions and types have numbers") {
  test::CoreBuilder core;
  auto bundle = core.finish();
  auto loaded =
      test::load(bundle, "[" + test::entity("Person", "x") + "," + test::entity("Team", "x") + "]");
  uint32_t person = loaded->find("Person", "x"), team = loaded->find("Team", "x");
  REQUIRE(person != value::kNoEntity);
  REQUIRE(team != value::kNoEntity);
  CHECK(person != team);
  CHECK(loaded->find("Pod", "x") == value::kNoEntity);
  CHECK(loaded->find("Nothing", "x") == value::kNoEntity);
  for (const core::ActionDef& action : bundle->actions)
    CHECK(loaded->findAction(action.name) == bundle->findAction(action.name));
  CHECK(loaded->findAction("nothing") == core::kNone);
}

TEST_CASE("an entity is sound where it gives every field that it must") {
  test::CoreBuilder core;
  const std::string given = R"("opened_at":"2026-02-01T12:00:00Z","hot":false,"tags":[])";
  auto loaded = test::load(
      core.finish(), "[" + test::entity("Person", "ada") + "," +
                         test::entity("Pod", "good", given) + "," + test::entity("Pod", "bare") +
                         "," + test::entity("Pod", "odd", given + R"(,"weight":"x")") + "]");
  auto sound = [&](const char* type, const char* id) {
    return loaded->entity(loaded->find(type, id)).sound;
  };
  CHECK(sound("Person", "ada"));
  CHECK(sound("Pod", "good"));
  CHECK_FALSE(sound("Pod", "bare"));
  CHECK_FALSE(sound("Pod", "odd"));
}
