// The typer of one clause, shared by the files that type its items.
#pragma once
#include "compiler/sema/patterns.h"

namespace polc::sema {

class ClauseTyper {
 public:
  ClauseTyper(Analysis& analysis, const ast::Clause& written)
      : analysis_(analysis), written_(written) {}
  Clause run();

 private:
  void head();
  bool belongs(const ast::Item& item);
  void onlyOnce();
  Scope scope(uint32_t allowed, std::string_view place) const;  // governed by the header
  Scope requestScope() const;  // of conditions about a request for the clause's entity
  // where, unless and obligations, each governed by what stands before it.
  struct Conditions {
    ExprId where = kNone, unless = kNone;
    std::vector<ObligationCall> obligations;
  };
  Conditions conditions(Scope scope, const ast::ExprPtr& where, const ast::ExprPtr& unless,
                        const std::vector<ast::ObligationCall>& obligations);
  Actions actions(const ast::Actions& written);  // on the clause's entity

  std::optional<ItemBody> item(const ast::RuleItem& item);
  std::optional<ItemBody> item(const ast::OwnerItem& item);
  std::optional<ItemBody> item(const ast::OwnersMayItem& item);
  std::optional<ItemBody> item(const ast::LimitItem& item);
  std::optional<ItemBody> item(const ast::DenyItem& item);
  std::optional<ItemBody> item(const ast::MaskItem& item);
  std::optional<ItemBody> item(const ast::RequireItem& item);
  // lives.cpp
  std::optional<ItemBody> item(const ast::ExpireItem& item);
  std::optional<ItemBody> item(const ast::WarnItem& item);
  std::optional<ItemBody> item(const ast::GraceItem& item);
  std::optional<ItemBody> item(const ast::ExtendItem& item);
  std::optional<ItemBody> item(const ast::HoldItem& item);
  std::optional<ItemBody> item(const ast::OnExpiryItem& item);
  Scope lifeScope() const;
  ExprId goesWith(Typer& typer, const ast::Expr& expr);
  ExprId length(Typer& typer, const ast::Expr& expr);
  void checkExtend();
  void addVariable(Scope& scope, const std::optional<ast::Name>& name, Op op, const Type& type);

  Analysis& analysis_;
  const ast::Clause& written_;
  Clause clause_;
  Type self_;
  Facts header_facts_;
  Span item_span_;
};

// A length that a constant or a parameter gives must not be negative (reported).
bool checkLength(Analysis& analysis, ExprId id);

}  // namespace polc::sema
