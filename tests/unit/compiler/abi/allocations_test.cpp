// Outcomes take no memory: what they need was made with the bundle, the directory and the thread's first decisions.
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "tests/unit/compiler/abi/asked.h"

namespace {
thread_local size_t allocations = 0;
}

void* operator new(size_t bytes) {
  ++allocations;
  void* made = std::malloc(bytes == 0 ? 1 : bytes);
  if (!made) throw std::bad_alloc();
  return made;
}
void* operator new(size_t bytes, std::align_val_t align) {
  ++allocations;
  size_t unit = static_cast<size_t>(align);
  void* made = std::aligned_alloc(unit, (bytes + unit - 1) / unit * unit);
  if (!made) throw std::bad_alloc();
  return made;
}
void operator delete(void* made) noexcept { std::free(made); }
void operator delete(void* made, size_t) noexcept { std::free(made); }
void operator delete(void* made, std::align_val_t) noexcept { std::free(made); }
void operator delete(void* made, size_t, std::align_val_t) noexcept { std::free(made); }

using namespace polc;
using namespace polc::abi_test;

namespace {

constexpr const char* kWho[] = {"vendor_mfa", "vendor_no_mfa", "operator", "ci_stale"};
constexpr const char* kWhat[] = {"connect", "create", "destroy", "extend"};
constexpr const char* kOn[] = {"staging_1", "production_1", "preview_feb", "preview_idle"};

// How often `ask` allocates once it has been asked before.
template <class Ask>
size_t allocationsOf(Ask ask) {
  for (int i = 0; i < 3; ++i) ask();
  size_t before = allocations;
  ask();
  return allocations - before;
}

}  // namespace

TEST_CASE("outcomes by number, by name and in JSON allocate nothing") {
  Acme acme;
  Bundle compiled = std::move(acme.bundle.optimise(2).value);
  Directory directory = std::move(acme.directory.rebind(compiled).value);
  REQUIRE(allocations > 0);
  for (const char* who : kWho) {
    for (const char* what : kWhat) {
      for (const char* on : kOn) {
        INFO(who << " " << what << " " << on);
        AskedThrice asked(acme, who, what, on);
        polc_result result{};
        for (uint32_t flags : {0u, POLC_UNTIL}) {
          INFO("flags " << flags);
          CHECK(allocationsOf([&] {
                  polc_decide(directory.get(), &asked.number, 1, kNow, flags, &result);
                }) == 0);
          CHECK(allocationsOf([&] {
                  polc_decide_named(directory.get(), &asked.named, 1, kNow, flags, &result);
                }) == 0);
          CHECK(allocationsOf([&] {
                  polc_decide_json(directory.get(), &asked.text, 1, kNow, flags, &result, nullptr);
                }) == 0);
        }
      }
    }
  }
}

// What a decision computes lies in memory that the thread keeps, and that the next one uses again.
TEST_CASE("outcomes that compute texts and sets allocate nothing, however many they are") {
  std::string file = std::tmpnam(nullptr);
  std::ofstream(file) << R"(contract test.computing
  between one "One", other "Other"
  effective 2026-01-01 until 2028-01-01
  zone "Etc/UTC"
registered entity Person { name: String  team: String }
registered entity Doc { owner: String  team: String }
action look on Doc
permission p {
  allow s: Person to look on d: Doc where lower(s.name) == d.owner
  deny s: Person to look on d: Doc where d.owner in {s.team, d.team}
}
)";
  Bundle interpreted = std::move(Bundle::compile(file).value);
  std::remove(file.c_str());
  REQUIRE(interpreted.get());
  Bundle compiled = std::move(interpreted.optimise(2).value);
  Directory directory = std::move(Directory::load(compiled, R"([
    {"uid":{"type":"Person","id":"p"},"attrs":{"name":"A NAME OF SOME LENGTH","team":"t"},"parents":[]},
    {"uid":{"type":"Doc","id":"d"},"attrs":{"owner":"a name of some length","team":"u"},"parents":[]}])")
                                      .value);
  REQUIRE(directory.get());
  polc_request request{directory.entity("Person", "p"), compiled.action("look"),
                       directory.entity("Doc", "d"), 0, nullptr};
  polc_result result{};
  CHECK(allocationsOf([&] {
          for (int i = 0; i < 1000; ++i)
            polc_decide(directory.get(), &request, 1, kNow, 0, &result);
        }) == 0);
  CHECK(result.outcome == POLC_ALLOW);
}
