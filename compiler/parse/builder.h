// Makes the tree of ast/ from ANTLR's, piece by piece, and reports the slips that the grammar takes.
//
// In:      parse trees; parts with a syntax error carry an exception and are left out
// Errors:  P1013, P1004, P1031-P1053
#pragma once
#include <optional>

#include "PolcParser.h"
#include "compiler/ast/file.h"
#include "compiler/diag/diag.h"
#include "compiler/parse/tokens.h"

namespace polc::parse {

class Builder {
 public:
  Builder(const TokenList& list, diag::Engine& diagnostics, ast::File& file)
      : list_(list), diagnostics_(diagnostics), file_(file) {}

  void header(PolcParser::HeaderPieceContext* piece);
  // What the header lacks; `broken` where a syntax error may have hidden it.
  void checkHeader(bool broken);
  void elements(PolcParser::ElementPieceContext* piece);

 private:
  using P = PolcParser;
  // builder_header.cpp
  void fileHead(P::FileHeadContext* head);
  void headerLine(P::HeaderLineContext* line);
  bool seenBefore(const ast::Name& word);
  void contractLine(P::HeaderLineContext* line, ast::ContractFile& out);
  void amendmentLine(P::HeaderLineContext* line, ast::AmendmentFile& out);
  void missing(const char* word, std::string_view help);

  // builder_element.cpp
  void element(P::ElementContext* element, std::vector<ast::Element>* out, bool restated);
  void vocabulary(P::ElementContext* element, std::vector<ast::Element>& out);
  void operations(P::ElementContext* element, ast::AmendmentFile& out);
  void unsupported(P::ElementContext* element);

  // builder_vocabulary.cpp
  ast::Decl declaration(P::DeclarationContext* tree, ast::Modifiers* modifiers,
                        bool extends = false, bool* leading_less = nullptr);
  ast::DeclBody declarationBody(P::DeclarationContext* tree, bool extends, bool* leading_less);
  ast::EnumDecl enumDecl(P::EnumDeclContext* tree, bool extends, bool* leading_less);
  ast::EntityDecl entityDecl(P::EntityDeclContext* tree);
  ast::ActionDecl actionDecl(P::ActionDeclContext* tree);
  ast::GroupDecl groupDecl(P::GroupDeclContext* tree);
  ast::ObligationDecl obligationDecl(P::ObligationDeclContext* tree);
  ast::ParamDecl paramDecl(P::ParamDeclContext* tree);
  ast::ScheduleDecl scheduleDecl(P::ScheduleDeclContext* tree);
  ast::DefineDecl defineDecl(P::DefineDeclContext* tree);
  ast::ClockRange clockRange(P::ClockRangeContext* tree);
  std::vector<ast::Field> fields(P::FieldBlockContext* tree);
  ast::Field field(P::FieldContext* tree);
  ast::Parameter parameter(P::ParameterContext* tree);
  ast::TypeExpr type(P::TypeNameContext* tree);

  // builder_clause.cpp
  ast::Clause clause(P::ClauseContext* tree, ast::Modifiers* modifiers);
  void clauseHead(P::ClauseHeadContext* tree, ast::Modifiers* modifiers, ast::Clause& out);
  ast::ClauseRef clauseRef(P::ClauseRefContext* tree);

  // builder_item.cpp
  ast::ItemBody item(P::ItemContext* tree);
  ast::ItemBody rule(P::RuleItemContext* tree);
  ast::ItemBody shortDeny(P::DenyItemContext* tree);
  ast::ItemBody owners(P::OwnerItemContext* tree);
  ast::ItemBody ownersMay(P::OwnersMayItemContext* tree);
  ast::ItemBody limit(P::LimitItemContext* tree);
  ast::ItemBody expire(P::ExpireItemContext* tree);
  ast::ItemBody extend(P::ExtendItemContext* tree);
  ast::ItemBody mask(P::MaskItemContext* tree);
  ast::ItemBody require(P::RequireItemContext* tree);
  // builder_pattern.cpp
  ast::Pattern pattern(P::PatternContext* tree);
  ast::Actions actions(P::ActionsContext* tree);
  std::vector<ast::ObligationCall> obligations(P::ObligationsContext* tree);
  ast::ObligationCall obligation(P::ObligationCallContext* tree);
  struct Tails {
    ast::ExprPtr where;
    ast::ExprPtr unless;
    std::vector<ast::ObligationCall> obligations;
    std::vector<ast::ClauseRef> notwithstanding;
  };
  Tails tails(const std::vector<P::TailContext*>& trees);

  // builder_amendment.cpp
  ast::Operation operation(P::OperationContext* tree);
  ast::OperationBody addOp(P::AddOpContext* tree, ast::Modifiers& out);
  ast::OperationBody replaceOp(P::ReplaceOpContext* tree, ast::Modifiers& out);
  ast::OperationBody extendOp(P::ExtendOpContext* tree, ast::Modifiers& out);
  ast::OperationBody restateOp(P::RestateOpContext* tree, ast::Modifiers& out);
  ast::Target target(P::TargetContext* tree);
  source::Span headOf(source::Span word, const std::variant<ast::Clause, ast::Decl>& what) const;
  static source::Span nameSpan(const ast::Decl& decl);
  // Null `out`: modifiers stand where none may; reported.
  void modifiers(const std::vector<P::ModifierContext*>& trees, ast::Modifiers* out);
  void modifier(P::ModifierContext* tree, ast::Modifiers& out);
  void twice(source::Span span, source::Span first, std::string_view word);
  ast::Modifiers::Then sunset(P::EndingContext* tree);
  ast::End end(P::EndingContext* tree);
  uint32_t number(P::IntegerContext* tree);

  // builder_expr.cpp, builder_operand.cpp
  ast::ExprPtr expr(P::ExprContext* tree);
  ast::ExprPtr joined(std::vector<ast::ExprPtr> parts,
                      const std::vector<P::ConnectiveContext*>& words);
  ast::ExprPtr flat(ast::Op op, std::vector<ast::ExprPtr> parts);
  ast::ExprPtr openForm(P::OpenFormContext* tree);
  ast::ExprPtr comparison(P::ComparisonContext* tree);
  ast::ExprPtr test(ast::ExprPtr left, P::TestContext* tree);
  ast::ExprPtr operand(P::OperandContext* tree);
  ast::ExprPtr sum(P::SumContext* tree);
  ast::ExprPtr product(P::ProductContext* tree);
  ast::ExprPtr unary(P::UnaryContext* tree);
  ast::ExprPtr postfix(P::PostfixContext* tree);
  ast::ExprPtr primary(P::PrimaryContext* tree);
  ast::ExprPtr call(P::PrimaryContext* tree);
  ast::ExprPtr literal(P::LiteralContext* tree);
  ast::ExprPtr node(ast::ExprKind kind, ast::Op op, source::Span span,
                    std::vector<ast::ExprPtr> children = {});
  template <class... Children>
  ast::ExprPtr make(ast::ExprKind kind, ast::Op op, source::Span span, Children... children) {
    std::vector<ast::ExprPtr> list;
    (list.push_back(std::move(children)), ...);
    return node(kind, op, span, std::move(list));
  }

  // builder.cpp
  source::Span span(antlr4::ParserRuleContext* tree) const;
  source::Span span(antlr4::Token* token) const;
  source::Span span(antlr4::tree::TerminalNode* node) const { return span(node->getSymbol()); }
  std::string text(antlr4::ParserRuleContext* tree) const;
  ast::Name name(antlr4::ParserRuleContext* tree) const { return {text(tree), span(tree)}; }
  template <class Tree>
  std::vector<ast::Name> names(const std::vector<Tree*>& trees) const {
    std::vector<ast::Name> out;
    for (Tree* tree : trees) out.push_back(name(tree));
    return out;
  }
  ast::Name dotted(P::DottedContext* tree) const;
  ast::DateText date(P::DateContext* tree) const { return {text(tree), span(tree)}; }
  std::string string(P::StringContext* tree, bool pattern = false);
  std::string documentation(source::Span span) const;
  static bool broken(antlr4::ParserRuleContext* tree) {
    return tree == nullptr || tree->exception != nullptr;
  }

  const TokenList& list_;
  diag::Engine& diagnostics_;
  ast::File& file_;
  std::vector<ast::Name> header_seen_;
  bool deep_said_ = false;  // of this element
};

}  // namespace polc::parse
