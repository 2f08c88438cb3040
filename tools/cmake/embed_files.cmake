# Writes STEM.h and STEM.cpp with the texts of DIRECTORY/PATTERN (see PolcEmbed.cmake).
file(GLOB files ${DIRECTORY}/${PATTERN})
list(SORT files)
set(rows "")
foreach(path IN LISTS files)
  get_filename_component(name ${path} NAME_WE)
  file(READ ${path} hex HEX)
  # One byte an escape; broken into lines so that no line outgrows a compiler.
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" text "${hex}")
  string(REPLACE "\n" "\"\n     \"" text "${text}")
  file(SIZE ${path} size)
  string(APPEND rows "    {\"${name}\", std::string_view(\n     \"${text}\", ${size})},\n")
endforeach()
file(WRITE ${STEM}.h
"#pragma once
#include <string_view>
#include <utility>
#include <vector>

namespace polc::embedded {
const std::vector<std::pair<std::string_view, std::string_view>>& ${SYMBOL}();
}
")
file(WRITE ${STEM}.cpp
"#include \"embed/${SYMBOL}.h\"

namespace polc::embedded {
const std::vector<std::pair<std::string_view, std::string_view>>& ${SYMBOL}() {
  static const std::vector<std::pair<std::string_view, std::string_view>> rows = {
${rows}  };
  return rows;
}
}  // namespace polc::embedded
")
