#include "compiler/consolidate/trees.h"

namespace polc::consolidate {

const std::vector<ast::Element>* contractElements(const sema::Program& program) {
  for (const auto& file : program.files) {
    if (const auto* contract = std::get_if<ast::ContractFile>(&file->body))
      return &contract->elements;
  }
  return nullptr;
}

const std::vector<ast::Operation>& operationsOf(const sema::Program& program,
                                                const sema::Amendment& amendment) {
  static const std::vector<ast::Operation> none;
  for (const auto& file : program.files) {
    const auto* written = std::get_if<ast::AmendmentFile>(&file->body);
    if (written && file->id == amendment.file) return written->operations;
  }
  return none;
}

const ast::Operation* writtenOf(const sema::Program& program, const sema::Amendment& amendment,
                                const sema::Operation& operation) {
  for (const ast::Operation& written : operationsOf(program, amendment)) {
    if (written.span == operation.span) return &written;
  }
  return nullptr;
}

const ast::Expr* variedValue(const sema::Program& program, sema::VersionId version) {
  uint32_t number = program.versions[version].amendment;
  for (const sema::Amendment& amendment : program.amendments) {
    if (amendment.number != number) continue;
    for (const sema::Operation& operation : amendment.operations) {
      if (operation.version != version) continue;
      const ast::Operation* written = writtenOf(program, amendment, operation);
      const auto* vary = written ? std::get_if<ast::VaryOp>(&written->body) : nullptr;
      if (vary) return vary->value.get();
    }
  }
  return nullptr;
}

std::string identityOf(const ast::Clause& clause) {
  return std::string(ast::word(clause.kind)) + "." + clause.name.text;
}

std::string identityOf(const ast::Decl& decl) {
  if (const auto* of = std::get_if<ast::ParamDecl>(&decl.body)) return "param " + of->name.text;
  if (const auto* of = std::get_if<ast::ScheduleDecl>(&decl.body))
    return "schedule " + of->name.text;
  if (const auto* of = std::get_if<ast::DefineDecl>(&decl.body)) return "define " + of->name.text;
  if (const auto* of = std::get_if<ast::GroupDecl>(&decl.body)) return "group " + of->name.text;
  if (const auto* of = std::get_if<ast::ObligationDecl>(&decl.body))
    return "obligation " + of->name.text;
  return {};
}

}  // namespace polc::consolidate
