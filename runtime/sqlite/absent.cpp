#include "runtime/directory/codes.h"
#include "runtime/sqlite/snapshot.h"

namespace polc::sqlite {

std::optional<Snapshot> Snapshot::read(const std::string&,
                                       std::vector<directory::Finding>& findings, const Limits&) {
  findings.push_back({directory::kDatabaseUnreadable, true, 0, 0,
                      "the database cannot be read: this polc was built without SQLite"});
  return std::nullopt;
}

}  // namespace polc::sqlite
