// The two readers of accesses beside each other: what the fast one reads, the thorough one reads the same.
#pragma once
#include <string>

#include "runtime/request/request.h"
#include "runtime/request/skim.h"

namespace polc::support {

enum class Skimmed { left, same, otherwise };

// Whether the fast reader left `json` to the other, or read what the other reads.
inline Skimmed skim(const std::shared_ptr<const directory::Directory>& directory,
                    std::string_view json, request::Skimmer& skimmer) {
  auto nothing = request::Request::accessOf(directory, {}, "", {}, nullptr);
  request::Vocabulary vocabulary(directory->bundle());
  request::Query query;
  if (!skimmer.read(*directory, vocabulary, std::get<request::Access>(nothing->body()).context,
                    json, query))
    return Skimmed::left;
  std::vector<directory::Finding> refused;
  auto request = request::Request::access(directory, json, refused);
  if (!request || request->world().described_count != 0) return Skimmed::otherwise;
  const auto& access = std::get<request::Access>(request->body());
  bool same = query.directory == directory.get() && query.subject == access.subject &&
              query.resource == access.resource && query.action == access.action;
  for (size_t i = 0; same && i < directory->bundle().context.size(); ++i) {
    const value::Value &mine = query.context[i], &other = access.context[i];
    same = mine.kind == other.kind && (!mine.given() || value::equal(mine, other));
  }
  return same ? Skimmed::same : Skimmed::otherwise;
}

}  // namespace polc::support
