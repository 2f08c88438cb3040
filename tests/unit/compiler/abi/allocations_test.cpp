// Outcomes take no memory: what they need was made with the bundle, the directory and the thread's first decisions.
#include <catch2/catch.hpp>
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
