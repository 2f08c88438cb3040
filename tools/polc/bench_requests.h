// The requests of `polc bench`, in the three ways in which a service can ask.
//
// In:     one request a line (AuthZEN's JSON); empty lines are passed over
// Errors: a line that cannot be read, with its place, to the session
#pragma once
#include <deque>
#include <polc/polc.hpp>

#include "tools/polc/output.h"

namespace polc::tool {

// One line. `typed` and `named` say whether what it asks can be asked that way: an entity that the request itself
// describes cannot, and by number only what the directory knows.
struct BenchRequest {
  std::string_view json;
  value::Micros now = 0;
  bool typed = false, named = false;
  polc_request number{};
  polc_named_request name{};
  polc_result result{};  // outcome, and whether something was in error
};

struct BenchRequests {
  struct Names {
    request::Name subject, resource;
    std::string action;
  };
  std::vector<BenchRequest> all;
  std::vector<Context> contexts;  // what `all` leads to
  std::deque<Names> names;        // likewise
};

// False where a line is refused, or there is none (reported). `fixed`: the instant of all requests.
bool readRequests(const std::string& path, const std::shared_ptr<const directory::Directory>& rows,
                  const polc_directory* directory, const polc_bundle* bundle,
                  std::optional<value::Micros> fixed, driver::Session& session, BenchRequests& out);

}  // namespace polc::tool
