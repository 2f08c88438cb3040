// Reads a file of cases: requests with the decisions that they must give.
//
// Errors: P8057, P8052 with their place
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "compiler/driver/session.h"

namespace polc::tool {

struct Slice {  // a part of the file's text, as written
  std::string text;
  uint32_t offset = 0;
};
struct Case {
  std::string id, note;
  consolidate::Known known;
  bool standing = false;
  Slice request;
  nlohmann::ordered_json expect;
  std::vector<std::string> unknown_keys;
};

// Nothing where the file is no list of cases (reported).
std::optional<std::vector<Case>> readCases(source::FileId file, driver::Session& session);

}  // namespace polc::tool
