#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/unit/compiler/parse/parsed.h"

namespace fs = std::filesystem;
using polc::test::Parsed;

TEST_CASE("the canon parses without findings, and prints to itself") {
  uint32_t files = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(POLC_SOURCE_DIR) / "examples")) {
    if (entry.path().extension() != ".pol") continue;
    ++files;
    INFO(entry.path());
    Parsed first(*polc::source::readFile(entry.path().string()));
    CHECK(first.report() == "");
    std::string once = first.printed();
    Parsed second(once);
    CHECK(second.report() == "");
    CHECK(second.printed() == once);
  }
  CHECK(files == 10);
}

TEST_CASE("ten thousand clauses are read piece by piece") {
  std::string text = polc::test::kHeader;
  for (int i = 0; i < 10'000; ++i) {
    text += "permission p" + std::to_string(i) +
            " {\n  allow s: Identity to connect on e: Environment where e.n < " +
            std::to_string(i) + "\n}\n";
  }
  Parsed parsed(text);
  CHECK(parsed.report() == "");
  CHECK(std::get<polc::ast::ContractFile>(parsed.file->body).elements.size() == 10'000);
}
