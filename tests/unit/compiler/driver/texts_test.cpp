#include "compiler/driver/texts.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace polc;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("polc_texts_" + std::to_string(getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "amendments");
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const std::string& name) { std::ofstream(path_ / name) << name; }
  std::string at(const std::string& name = "") const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::vector<std::string> pathsOf(const driver::Texts& texts) {
  std::vector<std::string> paths;
  for (const driver::Text& text : texts.files) paths.push_back(text.path);
  return paths;
}

}  // namespace

TEST_CASE("a folder and any file in it give the same texts, without tests") {
  Folder folder;
  for (const char* name : {"contract.pol", "b.lib.pol", "b_test.pol", "notes.txt",
                           "amendments/002-b.pol", "amendments/001-a.pol"}) {
    folder.write(name);
  }
  const std::vector<std::string> expected = {"contract.pol", "amendments/001-a.pol",
                                             "amendments/002-b.pol", "b.lib.pol"};
  for (const char* name : {"", "contract.pol", "amendments/002-b.pol", "b.lib.pol"}) {
    INFO(name);
    diag::Engine diagnostics;
    auto texts = driver::readTexts(folder.at(name), diagnostics);
    REQUIRE(texts);
    CHECK(pathsOf(*texts) == expected);
    CHECK(texts->files[1].role == driver::Role::amendment);
    CHECK(texts->files[3].role == driver::Role::beside);
    CHECK(texts->shown("x.pol") == folder.at("x.pol"));
  }
}

TEST_CASE("a file away from any contract.pol is a contract by itself") {
  Folder folder;
  folder.write("lone.pol");
  diag::Engine diagnostics;
  auto texts = driver::readTexts(folder.at("lone.pol"), diagnostics);
  REQUIRE(texts);
  CHECK(pathsOf(*texts) == std::vector<std::string>{"lone.pol"});
  CHECK(texts->files[0].role == driver::Role::contract);
}

TEST_CASE("what cannot be read is P1001, a folder without a contract P8050") {
  Folder folder;
  for (auto [name, code] : {std::pair("nowhere", "P1001"), std::pair("", "P8050")}) {
    diag::Engine diagnostics;
    CHECK_FALSE(driver::readTexts(folder.at(name), diagnostics));
    REQUIRE(diagnostics.findings().size() == 1);
    CHECK(diag::row(diagnostics.findings()[0].code).code == code);
  }
}
