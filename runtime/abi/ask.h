// What a caller asked, as requests that engines decide.
#pragma once
#include <optional>

#include "runtime/abi/handles.h"

namespace polc::abi {

// For an outcome alone: nothing is copied. Nothing where a number is of no entity or action, or the context is of another
// directory.
std::optional<request::Query> queryOf(const polc_directory& directory, const polc_request& asked);
std::optional<request::Query> queryOf(const polc_directory& directory,
                                      const polc_named_request& asked);

// Null where a number is of no entity or action, or the context is of another directory.
std::shared_ptr<const request::Request> requestOf(const polc_directory& directory,
                                                  const polc_request& asked);
// Null where the context is of another directory.
std::shared_ptr<const request::Request> requestOf(const polc_directory& directory,
                                                  const polc_named_request& asked);

}  // namespace polc::abi
