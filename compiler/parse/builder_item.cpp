#include "compiler/parse/builder.h"

namespace polc::parse {

using diag::Code;

ast::ItemBody Builder::item(P::ItemContext* tree) {
  if (tree->ruleItem() != nullptr) return rule(tree->ruleItem());
  if (tree->denyItem() != nullptr) return shortDeny(tree->denyItem());
  if (tree->ownerItem() != nullptr) return owners(tree->ownerItem());
  if (tree->ownersMayItem() != nullptr) return ownersMay(tree->ownersMayItem());
  if (tree->limitItem() != nullptr) return limit(tree->limitItem());
  if (tree->expireItem() != nullptr) return expire(tree->expireItem());
  if (tree->warnItem() != nullptr) return ast::WarnItem{expr(tree->warnItem()->expr())};
  if (tree->graceItem() != nullptr) return ast::GraceItem{expr(tree->graceItem()->expr())};
  if (tree->extendItem() != nullptr) return extend(tree->extendItem());
  if (tree->holdItem() != nullptr) return ast::HoldItem{expr(tree->holdItem()->expr())};
  if (tree->onExpiryItem() != nullptr) {
    return ast::OnExpiryItem{obligations(tree->onExpiryItem()->obligations())};
  }
  if (tree->maskItem() != nullptr) return mask(tree->maskItem());
  return require(tree->requireItem());
}

Builder::Tails Builder::tails(const std::vector<P::TailContext*>& trees) {
  Tails out;
  auto once = [&](ast::ExprPtr& slot, P::TailContext* tree, std::string_view word) {
    ast::ExprPtr condition = expr(tree->expr());
    if (slot != nullptr) twice(span(tree->getStart()), slot->span, word);
    if (slot == nullptr) slot = std::move(condition);
  };
  for (auto* tree : trees) {
    if (tree->WHERE() != nullptr) {
      once(out.where, tree, "where");
    } else if (tree->UNLESS() != nullptr) {
      once(out.unless, tree, "unless");
    } else if (tree->WITH() != nullptr) {
      if (!out.obligations.empty()) twice(span(tree->getStart()), out.obligations[0].span, "with");
      if (out.obligations.empty()) out.obligations = obligations(tree->obligations());
    } else {
      if (!out.notwithstanding.empty()) {
        twice(span(tree->getStart()), out.notwithstanding[0].span, "notwithstanding");
      }
      for (auto* ref : tree->clauseRef()) out.notwithstanding.push_back(clauseRef(ref));
    }
  }
  return out;
}

ast::ItemBody Builder::rule(P::RuleItemContext* tree) {
  ast::RuleItem out;
  out.allow = tree->ALLOW() != nullptr;
  out.who = pattern(tree->pattern(0));
  out.actions = actions(tree->actions());
  out.what = pattern(tree->pattern(1));
  Tails rest = tails(tree->tail());
  out.where = std::move(rest.where);
  out.unless = std::move(rest.unless);
  out.obligations = std::move(rest.obligations);
  out.notwithstanding = std::move(rest.notwithstanding);
  return out;
}

ast::ItemBody Builder::shortDeny(P::DenyItemContext* tree) {
  ast::DenyItem out;
  out.actions = actions(tree->actions());
  for (auto* tail : tree->tail()) {
    if (tail->expr() != nullptr) continue;
    source::Span word = span(tail->getStart());
    diagnostics_.report(Code::bad_declaration, word,
                        fmt::format("`{}` does not belong to `deny`",
                                    list_.text.substr(word.begin, word.end - word.begin)),
                        "leave it out: obligations and `notwithstanding` belong to `allow`");
  }
  Tails rest = tails(tree->tail());
  out.where = std::move(rest.where);
  out.unless = std::move(rest.unless);
  return out;
}

ast::ItemBody Builder::owners(P::OwnerItemContext* tree) {
  ast::OwnerItem out;
  for (auto* owner : tree->expr()) out.owners.push_back(expr(owner));
  return out;
}

ast::ItemBody Builder::ownersMay(P::OwnersMayItemContext* tree) {
  ast::OwnersMayItem out;
  out.actions = actions(tree->actions());
  Tails rest = tails(tree->tail());
  if (!rest.notwithstanding.empty()) {
    diagnostics_.report(Code::bad_declaration, rest.notwithstanding[0].span,
                        "`owners may` sets no clause aside",
                        "write `allow … notwithstanding …` in a permission");
  }
  out.where = std::move(rest.where);
  out.unless = std::move(rest.unless);
  out.obligations = std::move(rest.obligations);
  return out;
}

ast::ItemBody Builder::limit(P::LimitItemContext* tree) {
  ast::LimitItem out;
  out.most = expr(tree->expr(0));
  bool has_amount = tree->OF() != nullptr;
  if (has_amount) out.amount = expr(tree->expr(1));
  out.key = expr(tree->expr(has_amount ? 2 : 1));
  out.actions = actions(tree->actions());
  return out;
}

ast::ItemBody Builder::expire(P::ExpireItemContext* tree) {
  using Form = ast::ExpireItem::Form;
  ast::ExpireItem out;
  if (tree->WHEN() != nullptr) {
    out.form = Form::when;
    out.condition = expr(tree->expr(0));
    return out;
  }
  out.form = tree->AT() != nullptr ? Form::at : tree->WITH() != nullptr ? Form::with : Form::after;
  if (out.form == Form::after) {
    out.amount = expr(tree->expr(0));
    out.base = expr(tree->expr(1));
  } else {
    out.base = expr(tree->expr(0));
  }
  if (tree->whereTail() != nullptr) out.condition = expr(tree->whereTail()->expr());
  return out;
}

ast::ItemBody Builder::extend(P::ExtendItemContext* tree) {
  ast::ExtendItem out;
  out.amount = expr(tree->expr(0));
  out.times = expr(tree->expr(1));
  out.by_owners = tree->OWNERS() != nullptr;
  if (!out.by_owners) out.who = pattern(tree->pattern());
  return out;
}

ast::ItemBody Builder::mask(P::MaskItemContext* tree) {
  ast::MaskItem out{names(tree->fieldName()), nullptr};
  if (tree->expr() != nullptr) out.unless = expr(tree->expr());
  return out;
}

ast::ItemBody Builder::require(P::RequireItemContext* tree) {
  ast::RequireItem out;
  out.advise = tree->ADVISE() != nullptr;
  out.condition = expr(tree->expr());
  for (auto* tail : tree->requireTail()) {
    source::Span word = span(tail->getStart());
    auto check = [&](bool seen, std::string_view text) {
      if (seen) twice(word, out.condition->span, text);
    };
    if (auto* severity = tail->severity()) {
      check(out.severity.has_value(), "severity");
      bool with_word = severity->SEVERITY() != nullptr;
      out.severity = with_word ? name(severity->name()) : name(severity);
      if (!with_word) diagnostics_.report(Code::severity_without_word, word, out.severity->text);
    } else if (tail->CITES() != nullptr) {
      check(out.cites.has_value(), "cites");
      out.cites = string(tail->string());
    } else {
      check(out.message.has_value(), "message");
      out.message = string(tail->string());
    }
  }
  return out;
}

}  // namespace polc::parse
