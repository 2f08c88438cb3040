#include "compiler/lower/vocabulary.h"

#include <algorithm>
#include <map>
#include <set>

namespace polc::lower {
namespace {

using core::kNone;

// What amendments after the last one that counts have declared.
struct Later {
  uint32_t through = UINT32_MAX;
  std::set<source::FileId> files;
  std::map<std::string, size_t> members;                         // by enum
  std::map<std::string, std::vector<std::string>> action_types;  // by action

  bool declared(source::Span span) const { return files.contains(span.file); }
};

void note(Later& later, const ast::Operation& operation) {
  if (const auto* extend = std::get_if<ast::ExtendTypeOp>(&operation.body)) {
    if (const auto* type = std::get_if<ast::EnumDecl>(&extend->what.body)) {
      later.members[type->name.text] += type->members.size();
    }
  }
  const auto* add = std::get_if<ast::AddOp>(&operation.body);
  const auto* decl = add ? std::get_if<ast::Decl>(&add->what) : nullptr;
  const auto* actions = decl ? std::get_if<ast::ActionDecl>(&decl->body) : nullptr;
  if (!actions) return;
  for (const ast::Name& name : actions->names) {
    for (const ast::Name& type : actions->types) later.action_types[name.text].push_back(type.text);
  }
}

Later laterThan(const sema::Program& program, std::optional<uint32_t> through) {
  Later later;
  if (!through) return later;
  later.through = *through;
  for (const auto& file : program.files) {
    const auto* amendment = file ? std::get_if<ast::AmendmentFile>(&file->body) : nullptr;
    if (!amendment || amendment->number <= *through) continue;
    later.files.insert(file->id);
    for (const ast::Operation& operation : amendment->operations) note(later, operation);
  }
  return later;
}

class Vocabulary {
 public:
  Vocabulary(Shared& shared, Expressions& expressions, Later later)
      : from_(shared.program.vocabulary),
        builder_(shared.builder),
        bundle_(shared.builder.bundle()),
        expressions_(expressions),
        later_(std::move(later)) {}

  void lower() {
    enums();
    for (const sema::RecordType& record : from_.records) {
      if (!later_.declared(record.span)) bundle_.records.push_back({record.name, {}});
    }
    entities();
    for (size_t i = 0; i < bundle_.records.size(); ++i) {
      bundle_.records[i].fields = fields(from_.records[i].fields);
    }
    for (size_t i = 0; i < bundle_.entities.size(); ++i) {
      bundle_.entities[i].fields = fields(from_.entities[i].fields);
    }
    for (const sema::Action& action : from_.actions) {
      if (!later_.declared(action.span)) this->action(action);
    }
    bundle_.context = fields(from_.context);
  }

 private:
  void enums() {
    for (const sema::EnumType& type : from_.enums) {
      if (later_.declared(type.span)) continue;
      bundle_.enums.push_back({type.name, type.members, type.ordered});
      auto more = later_.members.find(type.name);
      if (more == later_.members.end()) continue;
      std::vector<std::string>& members = bundle_.enums.back().members;
      members.resize(members.size() - std::min(members.size(), more->second));
    }
  }
  void entities() {
    for (const sema::EntityType& type : from_.entities) {
      if (later_.declared(type.span)) continue;
      bundle_.entities.push_back(
          {type.name, type.registered, type.parents, {}, type.birth, type.extensions});
    }
    for (core::EntityType& type : bundle_.entities) {
      uint32_t known = 0;
      for (const sema::Field& field : from_.entities[&type - bundle_.entities.data()].fields) {
        known += field.amendment <= later_.through ? 1 : 0;
      }
      if (type.extensions >= known) type.extensions = kNone;
    }
  }
  std::vector<core::FieldDef> fields(const std::vector<sema::Field>& from) {
    std::vector<core::FieldDef> result;
    for (const sema::Field& field : from) {
      if (field.amendment > later_.through) continue;
      core::FieldDef made{field.name, builder_.type(field.type), kNone};
      if (field.fallback != sema::kNone)
        made.fallback = expressions_.constant(field.fallback, made.type);
      result.push_back(std::move(made));
    }
    return result;
  }
  void action(const sema::Action& action) {
    bool remedy = action.name == "destroy" || action.name == "remediate" || action.name == "extend";
    core::ActionDef made{action.name, action.on, remedy};
    auto more = later_.action_types.find(action.name);
    std::erase_if(made.on, [&](uint32_t type) {
      if (type >= bundle_.entities.size()) return true;
      if (more == later_.action_types.end()) return false;
      const auto& types = more->second;
      return std::find(types.begin(), types.end(), bundle_.entities[type].name) != types.end();
    });
    bundle_.actions.push_back(std::move(made));
  }

  const sema::Vocabulary& from_;
  Builder& builder_;
  core::Bundle& bundle_;
  Expressions& expressions_;
  Later later_;
};

}  // namespace

void lowerVocabulary(Shared& shared, Expressions& expressions, std::optional<uint32_t> through) {
  Vocabulary(shared, expressions, laterThan(shared.program, through)).lower();
}

}  // namespace polc::lower
