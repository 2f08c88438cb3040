// Changes of a directory: what they make is what a load of the whole would have made.
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "runtime/decision/decision.h"
#include "runtime/directory/directory.h"
#include "runtime/directory/lines.h"
#include "tests/unit/runtime/all_types.h"

namespace polc::directory {
namespace {

using test::AllTypes;
using Strings = std::vector<std::string>;

std::string nameOf(const Directory& directory, uint32_t row) {
  const Entity& entity = directory.entity(row);
  return directory.bundle().entities[entity.type].name + " " + std::string(entity.id());
}

// All that can be read of a directory, without its rows.
std::string dump(const Directory& directory) {
  std::map<std::string, std::string> all;
  World world{&directory};
  for (uint32_t type = 0; type < directory.bundle().entities.size(); ++type) {
    for (uint32_t row : directory.ofType(type)) {
      const Entity& entity = directory.entity(row);
      std::string text = entity.sound ? " sound" : " not sound";
      const auto& declared = directory.bundle().entities[type].fields;
      for (size_t i = 0; i < declared.size(); ++i) {
        const Value& value = entity.fields[i];
        text += "\n  " + declared[i].name + " ";
        text += value.given() ? decision::valueJson(value, declared[i].type, world)
                              : std::to_string(static_cast<int>(value.kind));
      }
      Strings groups;
      world.eachGroup(row, [&](uint32_t group) {
        groups.push_back(nameOf(directory, group));
        return true;
      });
      std::sort(groups.begin(), groups.end());
      for (const std::string& group : groups) text += "\n  in " + group;
      CHECK(directory.find(type, entity.id()) == row);
      all[nameOf(directory, row)] = text;
    }
  }
  CHECK(all.size() == directory.known());
  std::string out;
  for (const auto& [name, text] : all) out += name + text + "\n";
  return out;
}

struct Changing {
  std::shared_ptr<const core::Bundle> bundle = AllTypes().finish();
  std::shared_ptr<const Directory> directory = Directory::empty(bundle);
  std::vector<Finding> findings;

  bool apply(const std::string& json) {
    findings.clear();
    auto made = directory->with(json, findings);
    if (made) directory = made;
    return made != nullptr;
  }
  std::vector<uint16_t> codes() const {
    std::vector<uint16_t> all;
    for (const Finding& finding : findings) all.push_back(finding.code);
    return all;
  }
  bool member(std::string_view who, std::string_view group) const {
    return World{directory.get()}.member(directory->find("Person", who),
                                         directory->find("Team", group));
  }
};

std::string uid(const std::string& type, const std::string& id) {
  return R"({"type":")" + type + R"(","id":")" + id + "\"}";
}
std::string entity(const std::string& type, const std::string& id, const std::string& parents = "",
                   const std::string& attributes = "") {
  return R"({"uid":)" + uid(type, id) + R"(,"attrs":{)" + attributes + R"(},"parents":[)" +
         parents + "]}";
}
std::string deletion(const std::string& type, const std::string& id) {
  return R"({"delete":)" + uid(type, id) + "}";
}

TEST_CASE_METHOD(Changing, "an entity is added, put in the place of another, and taken away") {
  REQUIRE(apply("[" + entity("Person", "p", uid("Team", "a")) + "," + entity("Team", "a") + "]"));
  CHECK(codes().empty());
  uint32_t row = directory->find("Person", "p");
  auto before = directory;
  std::string was = dump(*before);
  REQUIRE(apply("[" + entity("Person", "p", "", R"("clear":true)") + "]"));
  CHECK(directory->find("Person", "p") == row);
  CHECK_FALSE(member("p", "a"));
  CHECK(directory->entity(row).fields[0].boolean());
  CHECK(directory->changed() == std::vector<uint32_t>{row});
  CHECK(directory->serial() != before->serial());
  REQUIRE(apply("[" + deletion("Person", "p") + "]"));
  CHECK_FALSE(directory->entity(row).known);
  CHECK(directory->known() == 1);
  CHECK(directory->ofType(AllTypes::kPerson).empty());
  REQUIRE(apply("[" + deletion("Person", "p") + "]"));
  CHECK(codes() == std::vector<uint16_t>{8020});
  REQUIRE(apply("[" + entity("Person", "p", uid("Team", "a")) + "]"));
  CHECK(directory->find("Person", "p") == row);
  CHECK(member("p", "a"));
  CHECK(dump(*before) == was);
}

TEST_CASE_METHOD(Changing, "members follow when their groups get other parents") {
  REQUIRE(apply("[" + entity("Team", "a") + "," + entity("Team", "b", uid("Team", "a")) + "," +
                entity("Team", "c", uid("Team", "b")) + "," +
                entity("Person", "p", uid("Team", "c")) + "," + entity("Team", "other") + "]"));
  auto before = directory;
  CHECK(member("p", "a"));
  REQUIRE(apply("[" + entity("Team", "b", uid("Team", "other")) + "]"));
  CHECK_FALSE(member("p", "a"));
  CHECK(member("p", "other"));
  CHECK(World{before.get()}.member(before->find("Person", "p"), before->find("Team", "a")));
  REQUIRE(apply("[" + deletion("Team", "b") + "]"));
  CHECK(member("p", "b"));
  CHECK_FALSE(member("p", "other"));
}

TEST_CASE_METHOD(Changing,
                 "what refuses a directory refuses changes, and nothing of them is done") {
  REQUIRE(apply("[" + entity("Team", "a") + "," + entity("Team", "b", uid("Team", "a")) + "]"));
  std::string was = dump(*directory);
  const std::string good = entity("Person", "p") + ",";
  auto refused = [&](const std::string& change) {
    CHECK_FALSE(apply("[" + good + change + "]"));
    CHECK(dump(*directory) == was);
    return codes();
  };
  using Codes = std::vector<uint16_t>;
  CHECK(refused("1]") == Codes{8001});
  CHECK(refused("{}") == Codes{8010});
  CHECK(refused(R"({"delete":"b"})") == Codes{8010});
  CHECK(refused(deletion("Team", "b") + "," + entity("Team", "b")) == Codes{8011});
  CHECK(refused(entity("Person", "p")) == Codes{8011});
  CHECK(refused(deletion("Ghost", "b")) == Codes{8012});
  CHECK(refused(entity("Ghost", "b")) == Codes{8012});
  CHECK(refused(entity("Team", "a", uid("Team", "b"))) == Codes{8013});
  CHECK(refused(entity("Team", "a", uid("Team", "a"))) == Codes{8013});
  CHECK_FALSE(directory->with("[" + entity("Person", "p", uid("Team", "b")) + "]", findings, {2}));
  CHECK(findings.back().code == 8014);
  CHECK_FALSE(Directory::load(bundle, "[" + deletion("Team", "a") + "]", findings));
  CHECK(findings.back().code == 8010);
}

TEST_CASE_METHOD(Changing, "warnings speak of the changes alone, and of the state that they make") {
  REQUIRE(apply(
      "[" + entity("Box", "x", "", R"("part":{"name":"n"},"owner":)" + uid("Person", "p")) + "]"));
  CHECK(codes() == std::vector<uint16_t>{8020});
  REQUIRE(apply("[" +
                entity("Box", "y", "", R"("part":{"name":"n"},"owner":)" + uid("Person", "p")) +
                "," + entity("Person", "p") + "]"));
  CHECK(codes().empty());
  REQUIRE(apply("[" + entity("Person", "q", uid("Team", "none")) + R"(,{"delete":)" +
                uid("Person", "p") + R"(,"why":1}])"));
  CHECK(codes() == std::vector<uint16_t>{8019, 8017});
}

TEST_CASE_METHOD(Changing, "changes are read from lines, with their places") {
  auto made =
      withLines(*directory, entity("Team", "a") + "\n\n" + deletion("Team", "b") + "\n", findings);
  REQUIRE(made);
  CHECK(made->known() == 1);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].begin == entity("Team", "a").size() + 2 + std::string(R"({"delete":)").size());
  CHECK_FALSE(withLines(*directory, "[]", findings));
}

// A random walk over entities of which each is as it was last written.
class Walk : public Changing {
 public:
  explicit Walk(unsigned seed) : random_(seed) {}

  void run(int steps) {
    for (int step = 0; step < steps; ++step) {
      std::string changes = batch();
      if (!apply("[" + changes + "]")) {
        const std::vector<uint16_t> all = codes();
        REQUIRE(std::ranges::count(all, 8013) == 1);
        CHECK_FALSE(Directory::load(bundle, "[" + text(next_) + "]", findings));
        continue;
      }
      state_ = next_;
      if (step % 8 == 0) compare();
    }
    compare();
  }

 private:
  using State = std::map<std::string, std::string>;

  void compare() {
    auto loaded = Directory::load(bundle, "[" + text(state_) + "]", findings);
    REQUIRE(loaded);
    REQUIRE(dump(*directory) == dump(*loaded));
  }

  static std::string text(const State& state) {
    std::string out;
    for (const auto& [name, entity] : state) out += (out.empty() ? "" : ",") + entity;
    return out;
  }
  uint32_t pick(uint32_t below) { return random_() % below; }
  std::string number(uint32_t below) { return std::to_string(pick(below)); }

  std::string batch() {
    next_ = state_;
    std::map<std::string, std::string> changes;
    for (uint32_t i = 0, n = 1 + pick(5); i < n; ++i) {
      bool team = pick(3) == 0;
      std::string type = team ? "Team" : pick(2) ? "Person" : "Box";
      std::string id = number(team ? 40 : 300);
      std::string written = pick(4) == 0 ? deletion(type, id) : any(type, id);
      changes[type + id] = written;
      if (written.starts_with(R"({"delete")")) {
        next_.erase(type + id);
      } else {
        next_[type + id] = written;
      }
    }
    return text(changes);
  }

  std::string any(const std::string& type, const std::string& id) {
    std::string parents;
    for (uint32_t i = 0, n = pick(type == "Team" ? 2 : 4); i < n; ++i)
      parents += (i ? "," : "") + uid("Team", number(40));
    if (type != "Box") return entity(type, id, parents);
    return entity(type, id, parents,
                  R"("part":{"name":")" + number(9) + R"(","inner":{"deep":)" + number(9) +
                      R"(}},"parts":[{"name":")" + number(3) +
                      R"("},{"name":"long enough to lie elsewhere"}],)" + R"("drawers":{"k)" +
                      number(5) + R"(":{"name":"x"}},"owner":)" + uid("Person", number(300)));
  }

  std::mt19937 random_;
  State state_, next_;
};

TEST_CASE("after any changes a directory is what a load of the same entities makes") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    INFO(seed);
    Walk(seed).run(120);
  }
}

}  // namespace
}  // namespace polc::directory
