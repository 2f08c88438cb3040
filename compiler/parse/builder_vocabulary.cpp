#include "compiler/parse/builder.h"
#include "compiler/parse/strings.h"

namespace polc::parse {

using diag::Code;

ast::Decl Builder::declaration(P::DeclarationContext* tree, ast::Modifiers* out, bool extends,
                               bool* leading_less) {
  ast::Decl decl;
  decl.span = span(tree);
  decl.documentation = documentation(decl.span);
  decl.body = declarationBody(tree, extends, leading_less);
  auto take = [&](auto* declared) {
    if (declared != nullptr) modifiers(declared->modifier(), out);
  };
  take(tree->enumDecl());
  take(tree->recordDecl());
  take(tree->entityDecl());
  take(tree->actionDecl());
  take(tree->groupDecl());
  take(tree->contextDecl());
  take(tree->obligationDecl());
  take(tree->paramDecl());
  take(tree->scheduleDecl());
  take(tree->defineDecl());
  return decl;
}

ast::DeclBody Builder::declarationBody(P::DeclarationContext* tree, bool extends,
                                       bool* leading_less) {
  if (tree->enumDecl() != nullptr) return enumDecl(tree->enumDecl(), extends, leading_less);
  if (auto* record = tree->recordDecl()) {
    return ast::RecordDecl{name(record->uname()), fields(record->fieldBlock())};
  }
  if (tree->entityDecl() != nullptr) return entityDecl(tree->entityDecl());
  if (tree->actionDecl() != nullptr) return actionDecl(tree->actionDecl());
  if (tree->groupDecl() != nullptr) return groupDecl(tree->groupDecl());
  if (tree->contextDecl() != nullptr)
    return ast::ContextDecl{fields(tree->contextDecl()->fieldBlock())};
  if (tree->obligationDecl() != nullptr) return obligationDecl(tree->obligationDecl());
  if (tree->paramDecl() != nullptr) return paramDecl(tree->paramDecl());
  if (tree->scheduleDecl() != nullptr) return scheduleDecl(tree->scheduleDecl());
  return defineDecl(tree->defineDecl());
}

ast::EnumDecl Builder::enumDecl(P::EnumDeclContext* tree, bool extends, bool* leading_less) {
  P::MemberBlockContext* block = tree->memberBlock();
  ast::EnumDecl out{name(tree->uname()), names(block->fieldName()), !block->LT().empty()};
  auto* first = dynamic_cast<antlr4::tree::TerminalNode*>(block->children[1]);
  bool leads = first != nullptr && first->getSymbol()->getType() == P::LT;
  if (leading_less != nullptr) *leading_less = leads;
  if (leads && !extends) {
    diagnostics_.report(Code::bad_declaration, span(first), "`<` has nothing before it",
                        "write the lower member before it; only `extend enum` begins with `<`");
  }
  size_t commas = block->COMMA().size();
  bool trailing = commas > 0 && commas + block->LT().size() - (leads ? 1 : 0) >= out.members.size();
  if (!block->LT().empty() && commas > (trailing ? 1u : 0u)) {
    diagnostics_.report(Code::bad_declaration, span(block->COMMA(0)),
                        "`,` and `<` both separate members",
                        "write `<` between all members of an ordered enum");
  }
  return out;
}

ast::EntityDecl Builder::entityDecl(P::EntityDeclContext* tree) {
  ast::EntityDecl out;
  out.registered = tree->REGISTERED() != nullptr;
  out.name = name(tree->uname(0));
  out.parents = names(tree->uname());
  out.parents.erase(out.parents.begin());
  if (tree->fieldBlock() != nullptr) out.fields = fields(tree->fieldBlock());
  return out;
}

ast::ActionDecl Builder::actionDecl(P::ActionDeclContext* tree) {
  return {names(tree->actionName()), names(tree->uname())};
}

ast::GroupDecl Builder::groupDecl(P::GroupDeclContext* tree) {
  return {name(tree->name()), names(tree->actionName())};
}

ast::ObligationDecl Builder::obligationDecl(P::ObligationDeclContext* tree) {
  ast::ObligationDecl out{name(tree->name()), {}};
  for (auto* parameter_tree : tree->field()) {
    if (!broken(parameter_tree)) out.parameters.push_back(field(parameter_tree));
  }
  return out;
}

ast::ParamDecl Builder::paramDecl(P::ParamDeclContext* tree) {
  ast::ParamDecl out{name(tree->name()), type(tree->typeName()), expr(tree->expr()), std::nullopt};
  if (tree->date() != nullptr) out.review_by = date(tree->date());
  return out;
}

ast::ScheduleDecl Builder::scheduleDecl(P::ScheduleDeclContext* tree) {
  ast::ScheduleDecl out;
  out.name = name(tree->name());
  for (auto* child : tree->children) {
    if (auto* days = dynamic_cast<P::DayRangeContext*>(child)) {
      auto ends = days->uname();
      out.days.push_back({name(ends.front()), name(ends.back()), {clockRange(days->clockRange())}});
    } else if (auto* range = dynamic_cast<P::ClockRangeContext*>(child)) {
      out.days.back().ranges.push_back(clockRange(range));
    }
  }
  if (tree->string() != nullptr) {
    out.zone = string(tree->string());
    out.zone_span = span(tree->string());
  }
  return out;
}

ast::ClockRange Builder::clockRange(P::ClockRangeContext* tree) {
  return {text(tree->clock(0)), text(tree->clock(1)), span(tree)};
}

ast::DefineDecl Builder::defineDecl(P::DefineDeclContext* tree) {
  ast::DefineDecl out;
  out.name = name(tree->name());
  for (auto* parameter_tree : tree->parameter())
    out.parameters.push_back(parameter(parameter_tree));
  out.type = type(tree->typeName());
  out.body = expr(tree->expr());
  return out;
}

std::vector<ast::Field> Builder::fields(P::FieldBlockContext* tree) {
  std::vector<ast::Field> out;
  for (auto* field_tree : tree->field()) {
    if (!broken(field_tree)) out.push_back(field(field_tree));
  }
  return out;
}

ast::Field Builder::field(P::FieldContext* tree) {
  ast::Field out;
  out.name = name(tree->fieldName());
  out.type = type(tree->typeName());
  if (tree->expr() != nullptr) out.fallback = expr(tree->expr());
  out.birth = tree->BIRTH() != nullptr;
  out.span = span(tree);
  out.documentation = documentation(out.span);
  return out;
}

ast::Parameter Builder::parameter(P::ParameterContext* tree) {
  return {name(tree->name()), type(tree->typeName())};
}

ast::TypeExpr Builder::type(P::TypeNameContext* tree) {
  ast::TypeExpr out;
  out.name = text(tree->uname());
  for (auto* argument : tree->typeName()) out.arguments.push_back(type(argument));
  out.optional = tree->QUESTION() != nullptr;
  out.span = span(tree);
  return out;
}

}  // namespace polc::parse
