#include "runtime/sqlite/tables.h"

#include <sqlite3.h>

#include <array>

namespace polc::sqlite {
namespace {

Refused malformed(std::string message) { return {directory::kDatabaseForm, std::move(message)}; }

std::string inTicks(std::string_view name) { return "`" + std::string(name) + "`"; }

// Views and virtual tables have code of their own. Whoever wrote the schema may describe one in the place of another: the
// connection knows no module, and shows no view.
void checkOrdinary(const Table& table, const Connection& database) {
  Statement found(
      database.get(),
      "SELECT rootpage, sql FROM main.sqlite_master WHERE type IN ('table', 'view') AND "
      "name = '" +
          std::string(table.name) + "' COLLATE NOCASE");
  if (!found.step()) throw malformed("there is no table " + inTicks(table.name));
  bool described = found.text(1).value_or("").starts_with("CREATE TABLE ");
  if (found.number(0) <= 0 || !described)
    throw malformed(inTicks(table.name) + " must be a table, and is a view or virtual");
}

void checkColumns(const Table& table, const Connection& database,
                  std::vector<directory::Finding>& findings) {
  constexpr int kName = 1, kHidden = 6;
  std::array<bool, kMostColumns> found{};
  Statement columns(database.get(), "PRAGMA main.table_xinfo(" + std::string(table.name) + ")");
  while (columns.step()) {
    std::string name(columns.text(kName).value_or(""));
    std::string shown = inTicks(std::string(table.name) + "." + name);
    if (columns.number(kHidden) != 0)
      throw malformed(shown + " is generated: a directory's tables hold what is stored");
    size_t i = 0;
    while (i < table.columns.size() && sqlite3_stricmp(name.c_str(), table.columns[i]) != 0) ++i;
    if (i < table.columns.size()) {
      found[i] = true;
    } else {
      findings.push_back({directory::kUnknownProperty, false, 0, 0, shown + " is not read"});
    }
  }
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (!found[i])
      throw malformed("the table " + inTicks(table.name) + " lacks " + inTicks(table.columns[i]));
  }
}

// No page stands in it twice and its rows are in order: then it is read in one pass, however it was made. Pages come before
// values, which whoever reads them checks (of tables without a rowid SQLite 3.40 mistakes some for NULL).
void checkPages(const Table& table, const Connection& database) {
  Statement verdicts(database.get(), "PRAGMA main.quick_check(" + std::string(table.name) + ")");
  if (!verdicts.step()) return;
  std::string_view verdict = verdicts.text(0).value_or("");
  bool of_value = verdict.starts_with("NULL value in ") || verdict.starts_with("non-");
  if (verdict == "ok" || of_value) return;
  throw Refused{directory::kDatabaseUnreadable,
                "the table " + inTicks(table.name) + " is damaged: " + std::string(verdict)};
}

}  // namespace

void check(const Table& table, const Connection& database,
           std::vector<directory::Finding>& findings) {
  checkOrdinary(table, database);
  checkColumns(table, database, findings);
  checkPages(table, database);
}

}  // namespace polc::sqlite
