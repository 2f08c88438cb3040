// Clauses and their items, as written. Any item is taken in any kind of clause; sema says where it does not belong.
#pragma once
#include <variant>

#include "compiler/ast/expr.h"

namespace polc::ast {

enum class ClauseKind : uint8_t { permission, ownership, lifecycle, data, review };
const char* word(ClauseKind kind);

// allow|deny WHO to ACTIONS on WHAT [where C] [unless C] [with OBLIGATIONS] [notwithstanding CLAUSES]
struct RuleItem {
  bool allow = true;
  Pattern who;
  Actions actions;
  Pattern what;
  ExprPtr where;  // null where not written, here and below
  ExprPtr unless;
  std::vector<ObligationCall> obligations;
  std::vector<ClauseRef> notwithstanding;
};
struct OwnerItem {
  std::vector<ExprPtr> owners;
};
struct OwnersMayItem {
  Actions actions;
  ExprPtr where;
  ExprPtr unless;
  std::vector<ObligationCall> obligations;
};
// limit N [of EXPR] per KEY on ACTIONS
struct LimitItem {
  ExprPtr most;
  ExprPtr amount;
  ExprPtr key;
  Actions actions;
};
// expire amount after base | at base | when condition | with base; the first two and the last with [where condition]
struct ExpireItem {
  enum class Form : uint8_t { after, at, when, with } form = Form::after;
  ExprPtr amount;
  ExprPtr base;
  ExprPtr condition;  // `when C`, or `where C`
};
struct WarnItem {
  ExprPtr amount;
};
struct GraceItem {
  ExprPtr amount;
};
// extend amount up to times times by owners | WHO
struct ExtendItem {
  ExprPtr amount;
  ExprPtr times;
  bool by_owners = false;
  Pattern who;
};
struct HoldItem {
  ExprPtr condition;
};
struct OnExpiryItem {
  std::vector<ObligationCall> obligations;
};
// The short form of a data clause: deny ACTIONS [where C] [unless C]
struct DenyItem {
  Actions actions;
  ExprPtr where;
  ExprPtr unless;
};
struct MaskItem {
  std::vector<Name> labels;
  ExprPtr unless;
};
// require|advise C [severity S] [cites "…"] [message "…"]
struct RequireItem {
  bool advise = false;
  ExprPtr condition;
  std::optional<Name> severity;
  std::optional<std::string> cites;
  std::optional<std::string> message;
};

using ItemBody =
    std::variant<RuleItem, OwnerItem, OwnersMayItem, LimitItem, ExpireItem, WarnItem, GraceItem,
                 ExtendItem, HoldItem, OnExpiryItem, DenyItem, MaskItem, RequireItem>;

struct Item {
  ItemBody body;
  Span span;
};

// KIND NAME ["title"] [for x: Type [where C]] { items }
struct Clause {
  ClauseKind kind = ClauseKind::permission;
  Name name;
  std::optional<std::string> title;
  std::optional<Name> variable;
  std::optional<Name> type;
  ExprPtr where;
  std::vector<Item> items;
  std::string documentation;  // of the /// comments before it
  Span span;
  Span head;  // kind to the end of the header
};

}  // namespace polc::ast
