#include "compiler/sema/program.h"

namespace polc::sema {
namespace {

const char* word(SourceKind kind) {
  switch (kind) {
    case SourceKind::clause:
      return "clause";
    case SourceKind::param:
      return "param";
    case SourceKind::schedule:
      return "schedule";
    case SourceKind::define:
      return "define";
    case SourceKind::group:
      return "group";
    case SourceKind::obligation:
      return "obligation";
  }
  return "";
}

}  // namespace

std::string Source::identity() const {
  if (kind == SourceKind::clause) return std::string(ast::word(clause_kind)) + "." + name;
  return std::string(word(kind)) + " " + name;
}

SourceId Program::find(SourceKind kind, std::string_view name) const {
  std::string key(name);
  if (kind != SourceKind::clause) key = std::string(word(kind)) + " " + key;
  auto found = index.find(key);
  return found == index.end() ? kNone : found->second;
}

}  // namespace polc::sema
