// Fields of records, entities and the context, with those that amendments add.
#include "compiler/sema/names.h"
#include "compiler/sema/vocabulary.h"

namespace polc::sema {
namespace {

using diag::Code;

Field* findField(std::vector<Field>& fields, std::string_view name) {
  for (Field& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

class Fields {
 public:
  Fields(Analysis& analysis, const Site& site) : analysis_(analysis), site_(site) {}

  void record(const ast::RecordDecl& decl) {
    uint32_t index = typeIndex(decl.name, TypeKind::record);
    if (index == kNone) return;
    RecordType& type = analysis_.program.vocabulary.records[index];
    if (owns(type.span, decl.name.span)) add(type.fields, decl.fields, type.span != decl.name.span);
  }

  void entity(const ast::EntityDecl& decl) {
    uint32_t index = typeIndex(decl.name, TypeKind::entity);
    if (index == kNone) return;
    EntityType& type = analysis_.program.vocabulary.entities[index];
    if (!owns(type.span, decl.name.span)) return;
    add(type.fields, decl.fields, type.span != decl.name.span);
    mark(type);
  }

  void context(const ast::ContextDecl& decl) {
    add(analysis_.program.vocabulary.context, decl.fields, site_.amendment > 0);
    for (const Field& field : analysis_.program.vocabulary.context) {
      if (field.birth)
        analysis_.diagnostics.report(Code::misplaced_birth, field.span, "the context");
    }
  }

 private:
  // The type's own declaration, or a text that may add to it; a duplicate (reported) is neither.
  bool owns(Span declared, Span here) const {
    return declared == here || site_.role == Role::extend || site_.role == Role::restate;
  }

  uint32_t typeIndex(const ast::Name& name, TypeKind kind) {
    auto found = analysis_.types.find(name.text);
    if (found != analysis_.types.end() && found->second.type.is(kind))
      return found->second.type.index;
    if (site_.role != Role::extend) return kNone;
    reportUnknown(analysis_, Code::unknown_type, name.span, name.text, [&](Nearest& nearest) {
      for (const auto& [other, symbol] : analysis_.types) {
        if (symbol.type.is(kind)) nearest.offer(other, symbol.span);
      }
      return "`add` declares a new one";
    });
    return kNone;
  }

  void add(std::vector<Field>& fields, const std::vector<ast::Field>& written, bool extends) {
    for (const ast::Field& field : written) {
      Type type = resolveType(analysis_, field.type);
      if (Field* known = findField(fields, field.name.text)) {
        repeated(*known, field, type);
        continue;
      }
      if (extends && !type.bad() && !type.is(TypeKind::optional) && !field.fallback) {
        analysis_.diagnostics.report(Code::required_extension, field.name.span, field.name.text);
      }
      fields.push_back({field.name.text, type, kNone, field.birth, field.documentation,
                        field.name.span, site_.amendment});
    }
  }

  void repeated(const Field& known, const ast::Field& field, const Type& type) {
    if (site_.role != Role::restate) {
      reportDuplicate(analysis_, field.name.span, field.name.text, known.span);
    } else if (!(type == known.type) || field.birth != known.birth) {
      diag::Finding& finding =
          analysis_.diagnostics.report(Code::changed_vocabulary, field.name.span, field.name.text);
      finding.related.push_back({known.span, "declared here first"});
    }
  }

  void mark(EntityType& type) {
    for (uint32_t i = 0; i < type.fields.size(); ++i) {
      const Field& field = type.fields[i];
      if (field.name == "extensions" && field.type.is(TypeKind::integer)) type.extensions = i;
      if (!field.birth || type.birth == i) continue;
      bool fits = field.type.is(TypeKind::time) || field.type.bad();
      if (type.birth != kNone || !fits) {
        std::string_view why = fits ? "a type that has a birth" : "a field that is no `Time`";
        analysis_.diagnostics.report(Code::misplaced_birth, field.span, why);
      } else {
        type.birth = i;
      }
    }
  }

  Analysis& analysis_;
  const Site& site_;
};

void misplacedBirths(Analysis& analysis, const std::vector<ast::Field>& fields) {
  for (const ast::Field& field : fields) {
    if (field.birth)
      analysis.diagnostics.report(Code::misplaced_birth, field.name.span, "a record");
  }
}

}  // namespace

void declareFields(Analysis& analysis) {
  for (const Site& site : analysis.sites) {
    if (!site.decl || site.role == Role::replace) continue;
    Fields fields(analysis, site);
    if (const auto* record = std::get_if<ast::RecordDecl>(&site.decl->body)) {
      fields.record(*record);
      misplacedBirths(analysis, record->fields);
    } else if (const auto* entity = std::get_if<ast::EntityDecl>(&site.decl->body)) {
      fields.entity(*entity);
    } else if (const auto* context = std::get_if<ast::ContextDecl>(&site.decl->body)) {
      fields.context(*context);
    }
  }
}

}  // namespace polc::sema
