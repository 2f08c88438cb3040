#include "compiler/consolidate/references.h"

namespace polc::consolidate {
namespace {

using namespace sema;

class Collector {
 public:
  Collector(const Program& program, const Version& version)
      : program_(program), version_(version) {}

  References run() {
    expr(version_.body);
    expr(version_.clause.header);
    for (const Item& item : version_.clause.items) {
      span_ = item.span;
      std::visit([this](const auto& body) { this->item(body); }, item.body);
    }
    return std::move(out_);
  }

 private:
  void source(SourceId id, Span span) {
    if (id != kNone) out_.sources.push_back({id, span, false});
  }

  void expr(ExprId id) {
    if (id == kNone) return;
    const Expr& expr = program_.expr(id);
    switch (expr.op) {
      case Op::param:
      case Op::in_schedule:
      case Op::in_group:
      case Op::define_call:
        source(expr.ref, expr.span);
        break;
      case Op::owns:
        owned(program_.expr(expr.children[1]).type, expr.span);
        break;
      default:
        break;
    }
    for (ExprId child : expr.children) this->expr(child);
  }

  void owned(const Type& type, Span span) {
    const Type& inner = type.is(TypeKind::optional) ? *type.element : type;
    if (inner.is(TypeKind::entity)) out_.owners.push_back({inner.index, span});
  }

  void actions(const Actions& actions) {
    for (SourceId group : actions.groups) source(group, span_);
  }
  void obligations(const std::vector<ObligationCall>& calls) {
    for (const ObligationCall& call : calls) {
      source(call.obligation, call.span);
      for (const auto& [name, value] : call.arguments) expr(value);
    }
  }

  void item(const RuleItem& item) {
    actions(item.actions);
    expr(item.where);
    expr(item.unless);
    obligations(item.obligations);
    for (size_t i = 0; i < item.sets_aside.size(); ++i) {
      if (item.sets_aside[i] == kNone) continue;
      Span span = i < item.sets_aside_spans.size() ? item.sets_aside_spans[i] : span_;
      out_.sources.push_back({item.sets_aside[i], span, true});
    }
  }
  void item(const OwnerItem& item) {
    for (ExprId owner : item.owners) expr(owner);
  }
  void item(const OwnersMayItem& item) {
    actions(item.actions);
    expr(item.where);
    expr(item.unless);
    obligations(item.obligations);
  }
  void item(const LimitItem& item) {
    actions(item.actions);
    expr(item.most);
    expr(item.amount);
    expr(item.key);
  }
  void item(const ExpireItem& item) {
    expr(item.amount);
    expr(item.base);
    expr(item.condition);
  }
  void item(const LengthItem& item) { expr(item.amount); }
  void item(const ExtendItem& item) {
    expr(item.amount);
    expr(item.times);
    if (item.by_owners && version_.clause.entity_type != kNone) {
      out_.owners.push_back({version_.clause.entity_type, span_});
    }
  }
  void item(const HoldItem& item) { expr(item.condition); }
  void item(const OnExpiryItem& item) { obligations(item.obligations); }
  void item(const DenyItem& item) {
    actions(item.actions);
    expr(item.where);
    expr(item.unless);
  }
  void item(const MaskItem& item) {
    source(program_.find(SourceKind::obligation, "mask"), span_);
    expr(item.unless);
  }
  void item(const RequireItem& item) { expr(item.condition); }

  const Program& program_;
  const Version& version_;
  Span span_;
  References out_;
};

}  // namespace

References referencesOf(const Program& program, const Version& version) {
  return Collector(program, version).run();
}

}  // namespace polc::consolidate
