// The page's way of following a database's changes, compiled as it stands there, through failures and revocations.
#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <optional>

#include "tests/unit/compiler/abi/asked.h"
#include "tests/unit/compiler/abi/directories_page.h"
#include "tests/unit/runtime/sqlite_file.h"

namespace {

using namespace polc::abi_test;
using polc::test::SqliteFile;

struct Changes {
  int64_t last;
  std::string lines;
};
constexpr int kMostFailures = 3;

// What the page's code calls: a database, and a play that goes on where it waits.
SqliteFile* database = nullptr;
std::function<bool()> wait;
int alarms = 0;
std::string reported;

void raiseAlarm(int) { ++alarms; }
void report(const polc::Error& error) { reported = error.code(); }
std::optional<int64_t> lastChange() {
  return std::stoll(database->ask("SELECT coalesce(max(number), 0) FROM change").at(0));
}
std::optional<Changes> changesAfter(int64_t seen) try {
  std::string query = shownSql(3), lines;
  query.replace(query.find("?1"), 2, std::to_string(seen));
  int64_t last = *lastChange();
  for (const std::string& line : database->ask(query)) lines += line + "\n";
  return Changes{last, lines};
} catch (const std::runtime_error&) {
  return std::nullopt;
}

#include "directories_page.inc"

// keepUp(), step by step: each is done where it waits, and checked when it waits again.
struct Play {
  Acme acme;
  SqliteFile file{shownSql(0) + shownSql(2) + entityRows()};
  polc::Service service =
      std::move(polc::Service::make(*polc::Directory::empty(acme.bundle)).value);
  std::atomic<bool> deny_all = true;
  std::vector<std::function<void()>> steps;

  Play() {
    database = &file;
    alarms = 0;
    reported.clear();
  }
  void run() {
    size_t at = 0;
    wait = [&] {
      steps.at(at)();
      return ++at < steps.size();
    };
    keepUp(acme.bundle, file.path(), service, deny_all);
    CHECK(at == steps.size());
  }
  void then(std::function<void()> step) { steps.push_back(std::move(step)); }
  bool allowed() {
    polc::Reader reader = std::move(polc::Reader::make(service).value);
    polc::Decision decision = std::move(polc::Decision::make().value);
    polc::Error error =
        decision.evaluate(reader.directory(), byName("vendor_mfa", "connect", "staging_1"), kNow);
    CHECK(error.status() == POLC_OK);
    return !deny_all && decision.allows();
  }
  void revoke() {
    file.run(
        "UPDATE entity SET attrs = json_set(attrs, '$.mfa', json('false')) "
        "WHERE id = 'vendor_mfa'");
  }
};

}  // namespace

TEST_CASE("what was revoked while changes failed stays revoked after the load that mends it") {
  Play play;
  play.then([&] {
    CHECK(play.allowed());
    play.file.run("INSERT INTO change (type, id) VALUES ('Undeclared', 'x')");
    play.revoke();
  });
  for (int failures = 1; failures <= kMostFailures; ++failures) {
    play.then([&, failures] {
      CHECK(alarms == failures);
      CHECK(reported == "P8012");
      CHECK(play.allowed());
    });
  }
  play.then([&] {
    CHECK(alarms == kMostFailures);
    CHECK_FALSE(play.deny_all);
    CHECK_FALSE(play.allowed());
    play.file.run("INSERT INTO entity VALUES ('Team', 'new', NULL)");
  });
  play.then([&] {
    CHECK(alarms == kMostFailures);
    CHECK_FALSE(play.allowed());
    polc::Reader reader = std::move(polc::Reader::make(play.service).value);
    CHECK(polc_directory_entity(reader.directory(), polc::text("Team"), polc::text("new")) !=
          POLC_NONE);
  });
  play.run();
}

TEST_CASE("where the load fails, too, all is denied until one succeeds") {
  Play play;
  play.then([&] {
    CHECK(play.allowed());
    play.file.run("UPDATE entity SET attrs = '{' WHERE id = 'operator'");
  });
  for (int failures = 1; failures <= kMostFailures; ++failures) {
    play.then([&, failures] {
      CHECK(alarms == failures);
      CHECK(play.allowed());
    });
  }
  play.then([&] {
    CHECK(alarms == kMostFailures + 1);
    CHECK(play.deny_all);
    play.file.run("UPDATE entity SET attrs = NULL WHERE id = 'operator'");
  });
  play.then([&] {
    CHECK(alarms == kMostFailures + 1);
    CHECK(play.allowed());
    play.revoke();
  });
  play.then([&] { CHECK_FALSE(play.allowed()); });
  play.run();
}
