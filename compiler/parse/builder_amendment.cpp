#include <charconv>

#include "compiler/parse/builder.h"

namespace polc::parse {

using diag::Code;

ast::Operation Builder::operation(P::OperationContext* tree) {
  ast::Operation out;
  out.span = span(tree);
  source::Span word = span(tree->getStart());
  out.head = word;
  if (auto* add = tree->addOp()) out.body = addOp(add, out.modifiers);
  if (auto* replace = tree->replaceOp()) out.body = replaceOp(replace, out.modifiers);
  if (auto* repeal = tree->repealOp()) {
    out.body = ast::RepealOp{target(repeal->target())};
    out.head = source::join(word, span(repeal->target()));
    modifiers(repeal->modifier(), &out.modifiers);
  }
  if (auto* suspend = tree->suspendOp()) {
    out.body = ast::SuspendOp{target(suspend->target())};
    out.head = source::join(word, span(suspend->target()));
    modifiers(suspend->modifier(), &out.modifiers);
  }
  if (auto* vary = tree->varyOp()) {
    out.body = ast::VaryOp{name(vary->name()), expr(vary->expr())};
    out.head = source::join(word, span(vary->name()));
    modifiers(vary->modifier(), &out.modifiers);
  }
  if (auto* extend = tree->extendOp()) out.body = extendOp(extend, out.modifiers);
  if (auto* ends = tree->endOp()) {
    out.body = ast::EndContractOp{date(ends->date())};
    out.head = source::join(word, span(ends->date()));
    modifiers(ends->modifier(), &out.modifiers);
  }
  if (auto* withdraw = tree->withdrawOp()) {
    out.body = ast::WithdrawOp{number(withdraw->integer()), span(withdraw->integer())};
    out.head = source::join(word, span(withdraw->integer()));
    modifiers(withdraw->modifier(), &out.modifiers);
  }
  if (auto* restate = tree->restateOp()) out.body = restateOp(restate, out.modifiers);
  if (const auto* add = std::get_if<ast::AddOp>(&out.body)) out.head = headOf(word, add->what);
  if (const auto* replace = std::get_if<ast::ReplaceOp>(&out.body))
    out.head = headOf(word, replace->what);
  return out;
}

source::Span Builder::headOf(source::Span word,
                             const std::variant<ast::Clause, ast::Decl>& what) const {
  if (const auto* clause = std::get_if<ast::Clause>(&what)) return source::join(word, clause->head);
  const ast::Decl& decl = std::get<ast::Decl>(what);
  return source::join(word, nameSpan(decl));
}

// Of the declared name; of the whole where there is none or several.
source::Span Builder::nameSpan(const ast::Decl& decl) {
  return std::visit(
      [&](const auto& body) {
        if constexpr (requires { body.name; }) {
          return body.name.span;
        } else {
          return decl.span;
        }
      },
      decl.body);
}

ast::OperationBody Builder::addOp(P::AddOpContext* tree, ast::Modifiers& out) {
  if (tree->clause() != nullptr) return ast::AddOp{clause(tree->clause(), &out)};
  return ast::AddOp{declaration(tree->declaration(), &out)};
}

ast::OperationBody Builder::replaceOp(P::ReplaceOpContext* tree, ast::Modifiers& out) {
  if (tree->clause() != nullptr) return ast::ReplaceOp{clause(tree->clause(), &out)};
  return ast::ReplaceOp{declaration(tree->declaration(), &out)};
}

ast::OperationBody Builder::extendOp(P::ExtendOpContext* tree, ast::Modifiers& out) {
  if (auto* declared = tree->declaration()) {
    ast::ExtendTypeOp op;
    op.what = declaration(declared, &out, true, &op.leading_less);
    bool fits = declared->enumDecl() != nullptr || declared->recordDecl() != nullptr ||
                declared->entityDecl() != nullptr || declared->contextDecl() != nullptr;
    if (!fits) {
      diagnostics_.report(Code::bad_declaration, span(declared), "this cannot be extended",
                          "extend an entity, enum, record or the context; `replace` the others");
    }
    return op;
  }
  ast::ExtendContractOp op;
  source::Span from = span(tree->UNTIL() != nullptr ? tree->UNTIL() : tree->THROUGH());
  op.until = {date(tree->date()), tree->THROUGH() != nullptr,
              source::join(from, span(tree->date()))};
  modifiers(tree->modifier(), &out);
  return op;
}

ast::OperationBody Builder::restateOp(P::RestateOpContext* tree, ast::Modifiers& out) {
  ast::RestateOp op;
  modifiers(tree->modifier(), &out);
  if (tree->elementBlock() == nullptr) return op;
  for (auto* nested : tree->elementBlock()->element()) {
    if (!broken(nested)) element(nested, &op.elements, true);
  }
  return op;
}

ast::Target Builder::target(P::TargetContext* tree) {
  source::Span kind = span(tree->getStart());
  std::string word(list_.text.substr(kind.begin, kind.end - kind.begin));
  return {{word, kind}, name(tree->name()), span(tree)};
}

uint32_t Builder::number(P::IntegerContext* tree) {
  std::string digits = text(tree);
  uint32_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  bool whole = error == std::errc{} && end == digits.data() + digits.size() && value > 0;
  if (!whole && tree->INT() != nullptr) diagnostics_.report(Code::bad_number, span(tree), digits);
  return whole ? value : 0;
}

void Builder::twice(source::Span place, source::Span first, std::string_view word) {
  diagnostics_.report(Code::modifier_twice, place, word)
      .related.push_back({first, "it stands here, too"});
}

void Builder::modifiers(const std::vector<P::ModifierContext*>& trees, ast::Modifiers* out) {
  for (auto* tree : trees) {
    if (out != nullptr) {
      modifier(tree, *out);
      continue;
    }
    source::Span word = span(tree->getStart());
    diagnostics_.report(Code::modifier_misplaced, word,
                        list_.text.substr(word.begin, word.end - word.begin));
  }
}

void Builder::modifier(P::ModifierContext* tree, ast::Modifiers& out) {
  using Existing = ast::Modifiers::Existing;
  source::Span place = span(tree);
  source::Span word = span(tree->getStart());
  if (tree->OVER() != nullptr) {
    if (!out.over.empty()) twice(word, out.over_span, "over");
    out.over_span = source::join(out.over_span, place);
    for (auto* part : tree->integer()) out.over.push_back(number(part));
  } else if (tree->EXISTING() != nullptr) {
    if (out.existing != Existing::none) twice(word, out.existing_span, "existing");
    out.existing_span = place;
    out.existing = tree->KEEP() != nullptr  ? Existing::keep
                   : tree->NOW() != nullptr ? Existing::now
                                            : Existing::grace;
    if (tree->expr() != nullptr) out.grace = expr(tree->expr());
  } else if (tree->FROM() != nullptr) {
    if (out.from) twice(word, out.from->span, "from");
    out.from = date(tree->date());
  } else {
    if (out.until) twice(word, out.until->span, text(tree).substr(0, word.end - word.begin));
    out.until = end(tree->ending());
    out.then = sunset(tree->ending());
  }
}

ast::End Builder::end(P::EndingContext* tree) {
  source::Span place = source::join(span(tree->getStart()), span(tree->date()));
  return {date(tree->date()), tree->THROUGH() != nullptr, place};
}

ast::Modifiers::Then Builder::sunset(P::EndingContext* tree) {
  using Then = ast::Modifiers::Then;
  if (tree->sunset() == nullptr) return Then::none;
  if (tree->THEN() == nullptr) {
    diagnostics_.report(Code::sunset_without_then, span(tree->sunset()), text(tree->sunset()));
  }
  return tree->sunset()->REVIVE() != nullptr ? Then::revive : Then::lapse;
}

}  // namespace polc::parse
