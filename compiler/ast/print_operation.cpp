#include <fmt/format.h>

#include "compiler/ast/print_internal.h"

namespace polc::ast {
namespace {

struct OperationPrinter {
  Layout& layout;
  const Operation& operation;

  void line(const std::string& head) const {
    layout.put(operation.span, Parts{head, modifierTexts(operation.modifiers)});
  }
  void what(std::string_view word, const std::variant<Clause, Decl>& body) const {
    if (const Clause* clause = std::get_if<Clause>(&body)) {
      putClause(layout, *clause, word, &operation.modifiers, operation.span);
    } else {
      putDecl(layout, std::get<Decl>(body), word, &operation.modifiers, false, operation.span);
    }
  }
  static std::string name(const Target& target) {
    return target.kind.text + "." + target.name.text;
  }

  void operator()(const AddOp& op) const { what("add ", op.what); }
  void operator()(const ReplaceOp& op) const { what("replace ", op.what); }
  void operator()(const RepealOp& op) const { line("repeal " + name(op.target)); }
  void operator()(const SuspendOp& op) const { line("suspend " + name(op.target)); }
  void operator()(const VaryOp& op) const {
    line(fmt::format("vary {} = {}", op.param.text, print(*op.value)));
  }
  void operator()(const ExtendTypeOp& op) const {
    putDecl(layout, op.what, "extend ", &operation.modifiers, op.leading_less, operation.span);
  }
  void operator()(const ExtendContractOp& op) const { line("extend contract " + print(op.until)); }
  void operator()(const EndContractOp& op) const { line("end contract at " + op.at.text); }
  void operator()(const WithdrawOp& op) const {
    line(fmt::format("withdraw amendment {}", op.number));
  }
  void operator()(const RestateOp& op) const {
    Span head = operation.head;
    layout.putHead(head, Parts{"restate", modifierTexts(operation.modifiers), " ", " {"});
    layout.indent();
    putElements(layout, op.elements);
    layout.close(operation.span, "}");
  }
};

}  // namespace

void putOperation(Layout& layout, const Operation& operation) {
  std::visit(OperationPrinter{layout, operation}, operation.body);
}

}  // namespace polc::ast
