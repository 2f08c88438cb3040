#include "compiler/source/source.h"

#include <catch2/catch.hpp>

using namespace polc::source;

TEST_CASE("places count lines and code points from 1") {
  File file("a",
            "ab\n\xC3\xB6"
            "c\r\n\nlast");
  CHECK(file.place(0).line == 1);
  CHECK(file.place(5).line == 2);
  CHECK(file.place(5).column == 2);
  CHECK(file.place(999).line == 4);
  CHECK(file.line(2) ==
        "\xC3\xB6"
        "c");
  CHECK(file.line(3).empty());
  CHECK(file.line(9).empty());
}

TEST_CASE("a byte order mark is no column") {
  File file("a",
            "\xEF\xBB\xBF"
            "ab");
  CHECK(file.place(3).column == 1);
  CHECK(file.place(0).column == 1);
  CHECK(file.line(1) == "ab");
}

TEST_CASE("spans join") {
  CHECK(join({0, 3, 5}, {0, 7, 9}) == Span{0, 3, 9});
  CHECK(join({}, {0, 7, 9}) == Span{0, 7, 9});
}
