// Arguments that cannot be meant: instants, sizes, texts and entities.
#include <catch2/catch.hpp>

#include "runtime/value/value.h"
#include "tests/unit/compiler/abi/asked.h"

using namespace polc;
using namespace polc::abi_test;

namespace {

constexpr const char* kContract = R"(contract test.arguments
  between one "One", other "Other"
  effective 2026-01-01
  zone "Etc/UTC"
registered entity User { boss: User? }
registered entity File
registered entity Box { opened_at: Time }
obligation destroy
action read on File
context { boss: User?  note: String? }
permission p {
  allow u: User to read on File where u has boss and (not (context has boss) or u.boss == context.boss)
}
lifecycle l for b: Box {
  expire 1d after b.opened_at
  on expiry destroy
}
)";
// Of the entity `gone` only this is known, that it is somebody's boss.
constexpr const char* kDirectory = R"([
  {"uid":{"type":"User","id":"ada"},"attrs":{"boss":{"type":"User","id":"gone"}}},
  {"uid":{"type":"User","id":"joe"},"attrs":{"boss":{"type":"User","id":"ada"}}},
  {"uid":{"type":"File","id":"f"}},
  {"uid":{"type":"Box","id":"b"},"attrs":{"opened_at":"2026-02-01T00:00:00Z"}}])";

struct Asked {
  Bundle bundle;
  Directory directory;
  polc_request number;
  polc_named_request named{text("User"), text("joe"), text("read"),
                           text("File"), text("f"),   nullptr};
  std::string json =
      R"({"subject":{"type":"User","id":"joe"},"action":{"name":"read"},"resource":{"type":"File","id":"f"}})";

  explicit Asked(int level)
      : bundle(compiledOf(kContract, level)),
        directory(std::move(Directory::load(bundle, kDirectory).value)),
        number{directory.entity("User", "joe"), bundle.action("read"),
               directory.entity("File", "f"), 0, nullptr} {
    REQUIRE(directory.size() == 4);
  }
};

void checkRefused(polc_status status, const polc_result (&results)[2]) {
  CHECK(status == POLC_INVALID_ARGUMENT);
  for (const polc_result& result : results) {
    CHECK(result.outcome == POLC_DENY);
    CHECK(result.errors == 1);
  }
}

}  // namespace

TEST_CASE("what is no instant of the years 1 to 9999 decides and expires nothing") {
  constexpr int64_t kNanoseconds = 1'770'199'200'000'000'000;
  for (int level : {0, 2}) {
    Asked asked(level);
    const polc_directory* directory = asked.directory.get();
    Decision decision = std::move(Decision::make().value);
    for (int64_t now : {kNanoseconds, INT64_MAX, INT64_MAX - 1, INT64_MIN, value::kTimeMin - 1,
                        value::kTimeMax + 1}) {
      INFO(now);
      for (size_t count : {1, 2}) {
        for (uint32_t flags : {0u, POLC_UNTIL}) {
          const polc_request numbers[] = {asked.number, asked.number};
          const polc_named_request names[] = {asked.named, asked.named};
          const polc_string jsons[] = {text(asked.json), text(asked.json)};
          polc_result results[2] = {{0, POLC_DENY, 1}, {0, POLC_DENY, 1}};
          results[0] = results[count - 1] = {0, POLC_ALLOW, 0};
          checkRefused(polc_decide(directory, numbers, count, now, flags, results), results);
          results[0] = {0, POLC_ALLOW, 0};
          checkRefused(polc_decide_named(directory, names, count, now, flags, results), results);
          results[0] = {0, POLC_ALLOW, 0};
          checkRefused(polc_decide_json(directory, jsons, count, now, flags, results, nullptr),
                       results);
        }
      }
      CHECK(decision.evaluate(directory, asked.number, now).status() == POLC_INVALID_ARGUMENT);
      CHECK(decision.evaluate(directory, asked.named, now).status() == POLC_INVALID_ARGUMENT);
      CHECK(decision.evaluate(directory, asked.json, now).status() == POLC_INVALID_ARGUMENT);
      CHECK(decision.standing(directory, "Box", "b", now).status() == POLC_INVALID_ARGUMENT);
      CHECK(decision.standing(directory, R"({"entity":{"type":"Box","id":"b"}})", now).status() ==
            POLC_INVALID_ARGUMENT);
      CHECK(decision.outcome() == POLC_DENY);
    }
    for (int64_t now : {value::kTimeMin, kNow, value::kTimeMax}) {
      INFO(now);
      CHECK(decision.standing(directory, "Box", "b", now).status() == POLC_OK);
      polc_result result;
      CHECK(polc_decide(directory, &asked.number, 1, now, 0, &result) == POLC_OK);
    }
    REQUIRE(decision.standing(directory, "Box", "b", kNow).status() == POLC_OK);
    CHECK(decision.outcome() == POLC_EXPIRE);
  }
}

TEST_CASE("nothing is decided of nothing, and a call without a directory is wrong all the same") {
  Asked asked(0);
  const polc_directory* directory = asked.directory.get();
  CHECK(polc_decide(directory, nullptr, 0, kNow, 0, nullptr) == POLC_OK);
  CHECK(polc_decide_named(directory, nullptr, 0, kNow, 0, nullptr) == POLC_OK);
  CHECK(polc_decide_json(directory, nullptr, 0, kNow, 0, nullptr, nullptr) == POLC_OK);
  CHECK(polc_decide(directory, nullptr, 0, kNow, 8, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_decide(nullptr, nullptr, 0, kNow, 0, nullptr) == POLC_INVALID_ARGUMENT);
}

TEST_CASE("a size that is of no options is refused before anything is read by it") {
  Asked asked(0);
  polc_optimise_options fast{sizeof fast, 2, 0, nullptr};
  CHECK(asked.bundle.optimise(fast));
  for (size_t size : {SIZE_MAX, SIZE_MAX - 7, size_t{1032}, size_t{20}, size_t{17}, size_t{4}}) {
    INFO(size);
    fast.size = size;
    CHECK(asked.bundle.optimise(fast).status == POLC_INVALID_ARGUMENT);
  }
  polc_open_options open{sizeof open, nullptr, 1, 0, 0};
  CHECK(Bundle::open("nowhere", &open).status == POLC_INVALID_ARGUMENT);
  open.trusted_count = 0;
  CHECK(Bundle::open("nowhere", &open).status == POLC_UNREADABLE);
  open.size = SIZE_MAX;
  CHECK(Bundle::open("nowhere", &open).status == POLC_INVALID_ARGUMENT);
}

TEST_CASE("a context names what is known, not what is only named or was taken away") {
  Asked asked(0);
  uint32_t boss = asked.bundle.contextField("boss");
  const char* gone = R"({"boss":{"type":"User","id":"gone"}})";
  const char* ada = R"({"boss":{"type":"User","id":"ada"}})";
  uint32_t row_of_ada = asked.directory.entity("User", "ada");
  CHECK(asked.directory.entity("User", "gone") == POLC_NONE);
  CHECK(Context::parse(asked.directory.get(), gone).status == POLC_REFUSED);
  CHECK(Context::parse(asked.directory.get(), ada));
  Context context = std::move(Context::make(asked.directory.get()).value);
  for (uint32_t row = 0; row < 8; ++row) {
    bool user = row == row_of_ada || row == asked.number.subject;
    CHECK(context.setEntity(boss, row) == (user ? POLC_OK : POLC_INVALID_ARGUMENT));
  }
  auto without = asked.directory.apply(R"({"delete":{"type":"User","id":"ada"}})");
  REQUIRE(without);
  CHECK(Context::parse(without->get(), ada).status == POLC_REFUSED);
  Context later = std::move(Context::make(without->get()).value);
  CHECK(later.setEntity(boss, row_of_ada) == POLC_INVALID_ARGUMENT);
}

TEST_CASE("names and values that are not UTF-8 get into no decision") {
  Asked asked(0);
  const polc_directory* directory = asked.directory.get();
  Decision decision = std::move(Decision::make().value);
  asked.named.subject_id = text("\xFF");
  CHECK(decision.evaluate(directory, asked.named, kNow).status() == POLC_INVALID_ARGUMENT);
  CHECK(decision.standing(directory, "Box", "\xC0\x80", kNow).status() == POLC_INVALID_ARGUMENT);
  CHECK(decision.json().empty());
  polc_result result;
  CHECK(polc_decide_named(directory, &asked.named, 1, kNow, 0, &result) == POLC_OK);
  CHECK(result.outcome == POLC_DENY);
  CHECK(result.errors == 1);
  Context context = std::move(Context::make(directory).value);
  uint32_t note = asked.bundle.contextField("note");
  CHECK(context.setString(note, "\xED\xA0\x80") == POLC_INVALID_ARGUMENT);
  CHECK(context.setString(note, "\xC3\xBC") == POLC_OK);
}

TEST_CASE("of several requests that are refused the error speaks of the first") {
  Asked asked(0);
  const std::string wrong = "{", other = "[]";
  const polc_string jsons[] = {text(asked.json), text(wrong), text(other)};
  polc_result results[3];
  polc_error* raw = nullptr;
  polc_status status = polc_decide_json(asked.directory.get(), jsons, 3, kNow, 0, results, &raw);
  Error error(status, raw);
  CHECK(error.status() == POLC_REFUSED);
  CHECK(error.message().starts_with("request 1:"));
  CHECK(results[0].outcome == POLC_ALLOW);
}

TEST_CASE("a serial tells directories apart where their places may not") {
  Asked asked(0);
  Bundle fast = std::move(asked.bundle.optimise(2).value);
  uint64_t first = asked.directory.serial();
  CHECK(first != 0);
  CHECK(asked.directory.rebind(fast)->serial() == first);
  Directory changed = std::move(asked.directory.apply("").value);
  Directory again = std::move(Directory::load(asked.bundle, kDirectory).value);
  CHECK(changed.serial() != first);
  CHECK(again.serial() != first);
  CHECK(again.serial() != changed.serial());
  Service service = std::move(Service::make(asked.directory).value);
  Reader reader = std::move(Reader::make(service).value);
  std::vector<uint64_t> seen{polc_directory_serial(reader.directory())};
  for (const Directory* next : {&changed, &again}) {
    reader.rest();
    REQUIRE(service.publish(*next).status() == POLC_OK);
    seen.push_back(polc_directory_serial(reader.directory()));
  }
  CHECK(seen == std::vector<uint64_t>{first, changed.serial(), again.serial()});
}
