// Kept objects: what is given back, what is not trusted, what makes room.
#include "compiler/jit/cache.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "compiler/jit/jit.h"
#include "compiler/jit/tiered.h"
#include "runtime/bundle/open.h"
#include "tests/unit/compiler/jit/random_bundle.h"
#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using namespace polc::test;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "polc_cache_XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  std::string in(const char* name) const { return (path / name).string(); }
};

std::unique_ptr<jit::Cache> opened(const std::string& folder, uint64_t most = jit::Cache::kMost) {
  std::string why;
  auto cache = jit::Cache::open(folder, why, most);
  INFO(why);
  REQUIRE(cache);
  return cache;
}

std::string whyNot(const std::string& folder) {
  std::string why;
  CHECK(jit::Cache::open(folder, why) == nullptr);
  return why;
}

std::string key(char digit) { return std::string(64, digit); }

size_t filesIn(const std::string& folder) {
  return static_cast<size_t>(std::distance(fs::directory_iterator(folder), {}));
}

std::shared_ptr<const core::Bundle> someBundle() {
  RandomBundle bundle(7);
  bundle.grant("permission.a", RandomBundle::kEnter, bundle.truth(3));
  return bundle.finish();
}

}  // namespace

TEST_CASE("what is kept is given back, to another opening, too") {
  Folder folder;
  auto cache = opened(folder.in("a/b"));
  CHECK(fs::status(folder.in("a/b")).permissions() == fs::perms::owner_all);
  CHECK_FALSE(cache->find(key('1')));
  std::string object("\0object\n", 8);
  cache->keep(key('1'), object);
  CHECK(cache->find(key('1')) == object);
  CHECK(opened(folder.in("a/b"))->find(key('1')) == object);
  cache->keep(key('1'), "other");
  CHECK(cache->find(key('1')) == "other");
  CHECK(filesIn(folder.in("a/b")) == 1);
}

TEST_CASE("a folder that others may write to, or a link, keeps no code") {
  Folder folder;
  for (mode_t open_to : {0770u, 0707u, 0777u}) {
    fs::create_directory(folder.in("open"));
    REQUIRE(chmod(folder.in("open").c_str(), open_to) == 0);
    CHECK(whyNot(folder.in("open")) == "others own it or may write to it");
    fs::remove(folder.in("open"));
  }
  opened(folder.in("own"));
  fs::create_directory_symlink(folder.in("own"), folder.in("link"));
  CHECK_FALSE(whyNot(folder.in("link")).empty());
  std::ofstream(folder.in("file")) << "text";
  CHECK_FALSE(whyNot(folder.in("file")).empty());
  if (geteuid() == 0) {
    REQUIRE(chown(folder.in("own").c_str(), 65534, 65534) == 0);
    CHECK(whyNot(folder.in("own")) == "others own it or may write to it");
  }
}

TEST_CASE(
    "a file that is damaged, renamed, cut, a link or open to others is as if it were not there") {
  Folder folder;
  auto cache = opened(folder.path.string());
  fs::path file = folder.path / (key('1') + ".o"), other = folder.path / (key('2') + ".o");
  auto keep = [&] { cache->keep(key('1'), "the object"); };

  keep();
  fs::copy_file(file, other);
  CHECK_FALSE(cache->find(key('2')));
  fs::remove(other);
  fs::create_symlink(file, other);
  CHECK_FALSE(cache->find(key('2')));

  REQUIRE(chmod(file.c_str(), 0660) == 0);
  CHECK_FALSE(cache->find(key('1')));
  keep();
  CHECK(cache->find(key('1')) == "the object");
  fs::resize_file(file, fs::file_size(file) - 1);
  CHECK_FALSE(cache->find(key('1')));
  keep();
  std::fstream(file, std::ios::in | std::ios::out | std::ios::ate)
      .seekp(-1, std::ios::end)
      .put('X');
  CHECK_FALSE(cache->find(key('1')));
  fs::resize_file(file, 0);
  CHECK_FALSE(cache->find(key('1')));
}

TEST_CASE("what was not used for longest makes room, and nothing that others put there") {
  Folder folder;
  std::ofstream(folder.path / "notes.o") << std::string(1000, 'x');
  std::string object(400, 'x');
  auto cache = opened(folder.path.string(), 1200);
  auto keep = [&](char digit) {
    cache->keep(key(digit), object);
    usleep(20'000);  // files' times are coarse
  };
  keep('1');
  keep('2');
  REQUIRE(cache->find(key('1')));
  usleep(20'000);
  keep('3');
  CHECK(cache->find(key('1')));
  CHECK_FALSE(cache->find(key('2')));
  CHECK(cache->find(key('3')));
  CHECK(fs::exists(folder.path / "notes.o"));
  cache->keep(key('4'), std::string(2000, 'x'));
  CHECK_FALSE(cache->find(key('4')));
}

TEST_CASE("code is compiled once and then taken from the cache, each level its own") {
  Folder folder;
  auto cache = opened(folder.path.string());
  auto core = someBundle();
  std::string error;
  REQUIRE(jit::compile(core, 0, error, cache.get()));
  REQUIRE(jit::compile(core, 2, error, cache.get()));
  CHECK(filesIn(folder.path.string()) == 2);
  REQUIRE(jit::compile(core, 2, error, cache.get()));
  CHECK(filesIn(folder.path.string()) == 2);
  for (const auto& entry : fs::directory_iterator(folder.path))
    cache->keep(entry.path().stem().string(), "no object");
  CHECK(jit::compile(core, 2, error, cache.get()) == nullptr);
  CHECK_FALSE(error.empty());
}

TEST_CASE("a tiered engine decides the same before and after its code is there") {
  auto core = someBundle();
  auto directory =
      load(core, "[" + entity("Person", "ada") + "," +
                     entity("Pod", "p", R"("opened_at":"2026-02-01T12:00:00Z")") + "]");
  auto request = access(directory, "enter", "Pod", "p");
  Micros now = at("2026-02-10T00:00Z");
  std::string expected = decision::toJson(decide(*request, now), *request);
  jit::Tiered engine(core, bundle::interpreter());
  decision::Decision decision;
  engine.decide(*request, now, decision);
  CHECK(decision::toJson(decision, *request) == expected);
  engine.wait();
  CHECK(engine.why().empty());
  CHECK(engine.name() == "jit");
  engine.decide(*request, now, decision);
  CHECK(decision::toJson(decision, *request) == expected);
  CHECK(engine.outcomeOf(*request, now, nullptr).outcome == decision.outcome);
}
