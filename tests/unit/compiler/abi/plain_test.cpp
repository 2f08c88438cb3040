// Outcomes that the C interface finds without the engine's whole evaluation: whatever is asked, they are those of the decision.
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "tests/unit/compiler/abi/asked.h"

using namespace polc;
using namespace polc::abi_test;

namespace {

constexpr const char* kContract = R"(contract test.plain
  between one "One", other "Other"
  effective 2026-01-01 until 2027-01-01
  zone "Etc/UTC"
registered entity Team
registered entity User in Team { level: Int  late: Bool = false }
registered entity File { open: Bool  owner: User }
action read, write, lend on File
context { emergency: Bool = false  weight: Int = 0 }
permission p {
  allow u: User to read on f: File where u.level >= 2 or context.emergency
  allow u: User in Team::"a" to write on f: File where f.open and f.owner == u and context.weight < 7
  allow User to lend on f: File where f.owner.level > 1
  deny User to lend on f: File where f.owner.level > 5
  deny u: User to any on File where u.late
}
)";
// Of the last user and the last file a field is missing, one is not of its type; one file's owner is that user.
constexpr const char* kDirectory = R"([
  {"uid":{"type":"Team","id":"a"},"attrs":{},"parents":[]},
  {"uid":{"type":"User","id":"able"},"attrs":{"level":3},"parents":[{"type":"Team","id":"a"}]},
  {"uid":{"type":"User","id":"new"},"attrs":{"level":1},"parents":[{"type":"Team","id":"a"}]},
  {"uid":{"type":"User","id":"late"},"attrs":{"level":3,"late":true},"parents":[]},
  {"uid":{"type":"User","id":"odd"},"attrs":{"late":7},"parents":[{"type":"Team","id":"a"}]},
  {"uid":{"type":"File","id":"mine"},"attrs":{"open":true,"owner":{"type":"User","id":"new"}},"parents":[]},
  {"uid":{"type":"File","id":"shut"},"attrs":{"open":false,"owner":{"type":"User","id":"able"}},"parents":[]},
  {"uid":{"type":"File","id":"lost"},"attrs":{"open":true,"owner":{"type":"User","id":"odd"}},"parents":[]},
  {"uid":{"type":"File","id":"odd"},"attrs":{"open":"yes"},"parents":[]}])";
constexpr const char* kContexts[] = {"{}", R"({"emergency":true})", R"({"weight":9})",
                                     R"({"emergency":"yes"})"};

struct Plain {
  Bundle bundle;
  Directory directory;
  std::vector<Context> contexts;
  std::vector<polc_request> requests;  // of all that there is with all, and of numbers of nothing

  explicit Plain(int level)
      : bundle(compiledOf(kContract, level)),
        directory(std::move(Directory::load(bundle, kDirectory).value)) {
    REQUIRE(bundle.get());
    REQUIRE(directory.get());
    for (const char* context : kContexts)
      contexts.push_back(std::move(Context::parse(directory.get(), context).value));
    for (uint32_t subject : rows())
      for (uint32_t resource : rows())
        for (uint32_t action :
             {bundle.action("read"), bundle.action("write"), bundle.action("lend"), 3u, POLC_NONE})
          put({subject, action, resource, 0, nullptr});
  }
  std::vector<uint32_t> rows() const {
    std::vector<uint32_t> all{POLC_NONE, 1000};
    for (const char* id : {"able", "new", "late", "odd"})
      all.push_back(directory.entity("User", id));
    for (const char* id : {"mine", "shut", "lost", "odd"})
      all.push_back(directory.entity("File", id));
    return all;
  }
  void put(polc_request request) {
    requests.push_back(request);
    for (const Context& context : contexts) {
      request.context = context.get();
      requests.push_back(request);
    }
  }
};

struct Counts {
  int allowed = 0, denied = 0, in_error = 0;
};

// Of each alone, of all in one call, and with until, at an instant.
Counts agree(const Plain& plain, int64_t now) {
  Counts counts;
  Decision whole = std::move(Decision::make().value);
  std::vector<polc_result> together(plain.requests.size());
  polc_decide(plain.directory.get(), plain.requests.data(), plain.requests.size(), now, 0,
              together.data());
  for (size_t i = 0; i < plain.requests.size(); ++i) {
    const polc_request& request = plain.requests[i];
    INFO(request.subject << ' ' << request.action << ' ' << request.resource << " at " << now);
    polc_result alone{}, lasting{};
    CHECK(polc_decide(plain.directory.get(), &request, 1, now, 0, &alone) == POLC_OK);
    CHECK(polc_decide(plain.directory.get(), &request, 1, now, POLC_UNTIL, &lasting) == POLC_OK);
    bool evaluated = whole.evaluate(plain.directory.get(), request, now).status() == POLC_OK;
    auto outcome = static_cast<uint32_t>(evaluated ? whole.outcome() : POLC_DENY);
    uint32_t errors = evaluated && whole.errors().empty() ? 0 : 1;
    for (const polc_result& result : {alone, lasting, together[i]}) {
      CHECK(result.outcome == outcome);
      CHECK(result.errors == errors);
    }
    counts.allowed += outcome == POLC_ALLOW;
    counts.denied += outcome == POLC_DENY && errors == 0;
    counts.in_error += errors != 0;
  }
  return counts;
}

}  // namespace

TEST_CASE("plain outcomes are those of the decision, whatever is asked and whenever") {
  int64_t after = 0;
  REQUIRE(polc_time_parse(text("2027-01-01T00:00:00Z"), &after));
  for (int level : {0, 2}) {
    INFO("level " << level);
    Plain plain(level);
    Counts counts = agree(plain, kNow);
    CHECK(counts.allowed > 4);
    CHECK(counts.denied > 4);
    CHECK(counts.in_error > 4);
    CHECK(agree(plain, after).allowed == 0);
    CHECK(agree(plain, after - 1).allowed == counts.allowed);
    CHECK(agree(plain, 0).allowed == 0);
  }
}

TEST_CASE("a context of another directory denies with errors, on the plain way too") {
  Plain plain(2), other(2);
  polc_request request{plain.directory.entity("User", "able"), plain.bundle.action("read"),
                       plain.directory.entity("File", "shut"), 0, plain.contexts[0].get()};
  polc_result result{};
  REQUIRE(polc_decide(plain.directory.get(), &request, 1, kNow, 0, &result) == POLC_OK);
  CHECK(result.outcome == POLC_ALLOW);
  request.context = other.contexts[0].get();
  REQUIRE(polc_decide(plain.directory.get(), &request, 1, kNow, 0, &result) == POLC_OK);
  CHECK(result.outcome == POLC_DENY);
  CHECK(result.errors == 1);
}

TEST_CASE("by name and in JSON, plain outcomes are those by number") {
  Plain plain(2);
  int allowed = 0;
  for (const char* who : {"able", "new", "late", "odd", "nobody"}) {
    for (const char* what : {"read", "write", "lend", "no_such"}) {
      for (const char* on : {"mine", "shut", "lost", "odd", "nothing"}) {
        INFO(who << ' ' << what << ' ' << on);
        polc_named_request named{text("User"), text(who), text(what),
                                 text("File"), text(on),  nullptr};
        std::string json = std::string(R"({"subject":{"type":"User","id":")") + who +
                           R"("},"action":{"name":")" + what +
                           R"("},"resource":{"type":"File","id":")" + on + R"("}})";
        polc_string texts[] = {text(json), text(json)};
        polc_named_request names[] = {named, named};
        polc_result by_name{}, names_of_two[2], by_json{}, json_of_two[2];
        const polc_directory* of = plain.directory.get();
        CHECK(polc_decide_named(of, names, 1, kNow, 0, &by_name) == POLC_OK);
        CHECK(polc_decide_named(of, names, 2, kNow, 0, names_of_two) == POLC_OK);
        CHECK(polc_decide_json(of, texts, 1, kNow, 0, &by_json, nullptr) == POLC_OK);
        CHECK(polc_decide_json(of, texts, 2, kNow, 0, json_of_two, nullptr) == POLC_OK);
        Decision whole = std::move(Decision::make().value);
        REQUIRE(whole.evaluate(of, json, kNow).status() == POLC_OK);
        for (const polc_result& result :
             {by_name, names_of_two[0], names_of_two[1], by_json, json_of_two[0], json_of_two[1]}) {
          CHECK(result.outcome == static_cast<uint32_t>(whole.outcome()));
          CHECK(result.errors == (whole.errors().empty() ? 0 : 1));
        }
        allowed += whole.allows();
      }
    }
  }
  CHECK(allowed > 2);
}

// The thread's session goes before what was made before it.
TEST_CASE("who decides when the thread's own things are gone is denied") {
  struct Late {
    const Plain* plain = nullptr;
    polc_result* result = nullptr;
    polc_status* status = nullptr;
    polc_request request{};
    ~Late() {
      if (plain) *status = polc_decide(plain->directory.get(), &request, 1, kNow, 0, result);
    }
  };
  Plain plain(2);
  polc_result early{}, late{};
  polc_status status = POLC_OK;
  std::thread([&] {
    static thread_local Late object;
    object.request = {plain.directory.entity("User", "able"), plain.bundle.action("read"),
                      plain.directory.entity("File", "shut"), 0, nullptr};
    object.result = &late;
    object.status = &status;
    polc_decide(plain.directory.get(), &object.request, 1, kNow, 0, &early);
    object.plain = &plain;
  }).join();
  CHECK(early.outcome == POLC_ALLOW);
  CHECK(status == POLC_INTERNAL);
  CHECK(late.outcome == POLC_DENY);
  CHECK(late.errors == 1);
}
