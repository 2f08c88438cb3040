// What the parts of sema share while one contract is analysed: the program being built, its symbols, and the sites of
// its declarations in the order in which they count.
#pragma once
#include <string_view>
#include <unordered_map>

#include "compiler/sema/analyse.h"

namespace polc::sema {

// What an expression speaks of besides the entity it is given.
enum Uses : uint32_t {
  kUsesSubject = 1,
  kUsesResource = 2,
  kUsesAction = 4,
  kUsesContext = 8,
  kUsesNow = 16,
  kUsesRequest = kUsesSubject | kUsesResource | kUsesAction | kUsesContext,
  kUsesAll = kUsesRequest | kUsesNow,
};

enum class Role : uint8_t { base, add, replace, restate, extend, vary };

// One place in the text that declares something.
struct Site {
  Role role = Role::base;
  uint32_t amendment = 0;
  bool from_library = false;
  bool leading_less = false;
  const ast::Decl* decl = nullptr;  // one of these three
  const ast::Clause* clause = nullptr;
  const ast::VaryOp* vary = nullptr;
  Span head;
  VersionId version = kNone;  // filled in where it is a source's
};

struct TypeSymbol {
  Type type;
  Span span;
};

struct Analysis {
  Program& program;
  diag::Engine& diagnostics;
  const source::SourceMap& sources;
  std::vector<std::string> libraries;  // to suggest where a `use` names none

  const ast::ContractFile* contract = nullptr;
  std::vector<const ast::File*> amendment_files;  // by number
  std::vector<Site> sites;
  // Of each operation, in order: its sites are [first, first + count).
  struct OperationSites {
    size_t first = 0, count = 0;
  };
  std::unordered_map<const ast::Operation*, OperationSites> operation_sites;
  std::unordered_map<std::string, std::vector<size_t>> library_sites;

  std::unordered_map<std::string, TypeSymbol> types;
  std::unordered_map<std::string, uint32_t> actions;
  std::vector<uint32_t> remedy;                // actions
  std::vector<const ast::Decl*> retyped;       // texts that change their source's type (reported)
  std::vector<uint32_t> define_uses;           // by source: Uses, transitively
  std::vector<bool> owned;                     // entity types with an ownership clause
  std::vector<std::vector<bool>> memberships;  // [a][b]: an a may be in a b
  std::unordered_map<std::string, uint32_t> zone_index;

  const Vocabulary& vocabulary() const { return program.vocabulary; }
  const time::Zone& zone() const { return program.zones[0]; }
  SourceId find(SourceKind kind, std::string_view name) const { return program.find(kind, name); }
  std::string typeName(const Type& type) const;
  // Did an earlier phase report this very place? Its finding says enough.
  bool reported(Span span) const;
  bool isRetyped(const ast::Decl* decl) const;
  std::string textOf(Span span) const { return std::string(sources.text(span)); }
};

}  // namespace polc::sema
