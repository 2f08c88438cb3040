// Entities whose hashes agree in all bits that the index compares: each is found as itself, whichever came first.
#include <catch2/catch.hpp>
#include <unordered_map>

#include "runtime/directory/directory.h"
#include "tests/unit/runtime/all_types.h"

namespace polc::directory {
namespace {

using test::AllTypes;
using Pair = std::pair<std::string, std::string>;

// Ids of persons, two by two of one hash in its lower half.
const std::vector<Pair>& pairs() {
  static const std::vector<Pair> found = [] {
    std::vector<Pair> all;
    std::unordered_map<uint32_t, uint32_t> seen;
    for (uint32_t i = 0; all.size() < 4; ++i) {
      auto hash =
          static_cast<uint32_t>(hashText("p" + std::to_string(i), hashSeed() ^ AllTypes::kPerson));
      auto [first, added] = seen.emplace(hash, i);
      if (!added) all.emplace_back("p" + std::to_string(first->second), "p" + std::to_string(i));
    }
    return all;
  }();
  return found;
}

std::string person(const std::string& id) {
  return R"({"uid":{"type":"Person","id":")" + id + "\"}}";
}
std::string deletion(const std::string& id) {
  return R"({"delete":{"type":"Person","id":")" + id + "\"}}";
}
std::string list(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& one : all) out += (out.empty() ? "[" : ",") + one;
  return out + "]";
}

struct Colliding {
  std::shared_ptr<const core::Bundle> bundle = AllTypes().finish();
  std::vector<Finding> findings;

  std::shared_ptr<const Directory> load(const std::vector<std::string>& ids) {
    std::vector<std::string> all;
    for (const std::string& id : ids) all.push_back(person(id));
    auto made = Directory::load(bundle, list(all), findings);
    REQUIRE(made);
    return made;
  }
  std::shared_ptr<const Directory> with(const Directory& directory,
                                        const std::vector<std::string>& changes) {
    auto made = directory.with(list(changes), findings);
    REQUIRE(made);
    return made;
  }
};

// By one step and by all three.
uint32_t rowOf(const Directory& directory, const std::string& id) {
  uint32_t row = directory.find(AllTypes::kPerson, id);
  Directory::Search search = directory.search(AllTypes::kPerson, id);
  directory.fetch(search);
  CHECK(directory.find(search) == row);
  return row;
}
bool holds(const Directory& directory, const std::string& id) {
  uint32_t row = rowOf(directory, id);
  return row != value::kNoEntity && directory.entity(row).id() == id;
}
bool lacks(const Directory& directory, const std::string& id) {
  return rowOf(directory, id) == value::kNoEntity;
}

TEST_CASE_METHOD(Colliding,
                 "both of a pair are found, in either order, and none that is not there") {
  for (const auto& [a, b] : pairs()) {
    INFO(a << " " << b);
    for (const auto& ids : {std::vector{a, b}, std::vector{b, a}}) {
      auto both = load(ids);
      CHECK(both->known() == 2);
      CHECK(holds(*both, a));
      CHECK(holds(*both, b));
      CHECK(rowOf(*both, a) != rowOf(*both, b));
      auto one = load({ids[0]});
      CHECK(holds(*one, ids[0]));
      CHECK(lacks(*one, ids[1]));
    }
  }
}

TEST_CASE_METHOD(Colliding, "changes to one of a pair leave the other as it is") {
  for (const auto& [a, b] : pairs()) {
    INFO(a << " " << b);
    auto one = load({a});
    auto both = with(*one, {person(b)});
    CHECK(lacks(*one, b));
    CHECK(holds(*both, a));
    CHECK(holds(*both, b));
    CHECK(rowOf(*both, a) == rowOf(*one, a));
    auto less = with(*both, {deletion(a)});
    one.reset();
    both.reset();
    CHECK_FALSE(less->entity(rowOf(*less, a)).known);
    CHECK(less->entity(rowOf(*less, b)).known);
    CHECK(holds(*less, b));
    auto again = with(*less, {person(a)});
    CHECK(again->entity(rowOf(*again, a)).known);
    CHECK(holds(*again, a));
    CHECK(holds(*again, b));
  }
}

TEST_CASE_METHOD(Colliding, "pairs are told apart among many, where the index has grown") {
  std::vector<std::string> ids;
  for (int i = 0; i < 1'000; ++i) ids.push_back("q" + std::to_string(i));
  for (const auto& [a, b] : pairs()) ids.push_back(a);
  auto first = load(ids);
  std::vector<std::string> changes;
  for (const auto& [a, b] : pairs()) changes.push_back(person(b));
  for (int i = 0; i < 1'000; ++i) changes.push_back(person("r" + std::to_string(i)));
  auto second = with(*first, changes);
  for (const auto& [a, b] : pairs()) CHECK(lacks(*first, b));
  first.reset();
  for (const auto& [a, b] : pairs()) {
    CHECK(holds(*second, a));
    CHECK(holds(*second, b));
  }
  for (const std::string& id : ids) CHECK(holds(*second, id));
}

}  // namespace
}  // namespace polc::directory
