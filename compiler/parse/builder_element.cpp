#include "compiler/parse/builder.h"

namespace polc::parse {

using diag::Code;

void Builder::elements(P::ElementPieceContext* piece) {
  deep_said_ = false;
  for (auto* tree : piece->element()) {
    if (broken(tree)) continue;
    if (auto* contract = std::get_if<ast::ContractFile>(&file_.body)) {
      element(tree, &contract->elements, false);
    } else if (auto* library = std::get_if<ast::LibraryFile>(&file_.body)) {
      element(tree, &library->elements, false);
    } else {
      element(tree, nullptr, false);
    }
  }
}

// `out`: null in an amendment, whose operations are its elements.
void Builder::element(P::ElementContext* tree, std::vector<ast::Element>* out, bool restated) {
  if (tree->incorporate() != nullptr) return unsupported(tree);
  if (tree->headerLine() != nullptr) {
    diagnostics_.report(Code::header_misplaced, span(tree->headerLine()->getStart()));
    if (!restated && !broken(tree->headerLine())) headerLine(tree->headerLine());
    return;
  }
  if (out == nullptr) return operations(tree, std::get<ast::AmendmentFile>(file_.body));
  vocabulary(tree, *out);
}

void Builder::unsupported(P::ElementContext* tree) {
  diagnostics_.report(Code::not_supported, span(tree->getStart()), "templates and `incorporate`",
                      "write the clause out");
}

void Builder::vocabulary(P::ElementContext* tree, std::vector<ast::Element>& out) {
  if (tree->use() != nullptr) {
    out.emplace_back(ast::Use{dotted(tree->use()->dotted()).text, span(tree)});
  } else if (tree->declaration() != nullptr) {
    out.emplace_back(declaration(tree->declaration(), nullptr));
  } else if (tree->clause() != nullptr) {
    out.emplace_back(clause(tree->clause(), nullptr));
  } else if (tree->operation() != nullptr) {
    source::Span word = span(tree->getStart());
    diagnostics_.report(Code::operation_outside_amendment, word,
                        list_.text.substr(word.begin, word.end - word.begin));
  }
}

void Builder::operations(P::ElementContext* tree, ast::AmendmentFile& out) {
  if (tree->use() != nullptr) {
    diagnostics_.report(Code::use_in_amendment, span(tree));
    return;
  }
  if (tree->operation() != nullptr) {
    out.operations.push_back(operation(tree->operation()));
    return;
  }
  ast::Operation added;
  added.span = span(tree);
  source::Span word = span(tree->getStart());
  std::string first(list_.text.substr(word.begin, word.end - word.begin));
  bool is_clause = tree->clause() != nullptr;
  diagnostics_.report(Code::element_without_operation, word,
                      is_clause ? "a clause" : "a declaration", first + " …");
  if (is_clause) {
    added.body = ast::AddOp{clause(tree->clause(), &added.modifiers)};
  } else {
    added.body = ast::AddOp{declaration(tree->declaration(), &added.modifiers)};
  }
  added.head = word;
  out.operations.push_back(std::move(added));
}

}  // namespace polc::parse
