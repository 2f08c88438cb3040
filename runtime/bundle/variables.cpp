#include "runtime/bundle/variables.h"

#include "runtime/core/static_type.h"

namespace polc::bundle {

using core::ExprId;
using core::kNone;
using core::Node;
using core::Op;

namespace {

bool isQuantifier(const Node& n) {
  return n.op == Op::some || n.op == Op::every || n.op == Op::count;
}

}  // namespace

bool Variables::run() {
  for (ExprId id = 0; id < bundle_.nodes.size(); ++id) {
    if (!bind(id) || !gather(id)) return false;
  }
  return true;
}

bool Variables::bind(ExprId id) {
  const Node& n = bundle_.nodes[id];
  for (ExprId child : {n.a, n.b, n.c}) {
    if (child != kNone) bound_[id] |= bound_[child];
  }
  for (uint32_t i = 0; i < n.count; ++i) bound_[id] |= bound_[bundle_.lists[n.first + i]];
  if (!isQuantifier(n)) return true;
  if (n.imm >= kSlotsMax || bound_[n.b][n.imm]) return false;
  bound_[id].set(n.imm);
  return true;
}

bool Variables::gather(ExprId id) {
  const Node& n = bundle_.nodes[id];
  asks_[id] =
      n.op == Op::subject || n.op == Op::resource || n.op == Op::action || n.op == Op::context;
  if (n.op == Op::variable || (n.op == Op::context && n.imm == kNone))
    return add(id, {n.imm, n.type});
  bool whole = n.op == Op::has && bundle_.nodes[n.a].op == Op::context;
  for (ExprId child : {n.a, n.b, n.c}) {
    if (child == kNone) continue;
    asks_[id] = asks_[id] || asks_[child];
    if (whole) continue;
    bool body = isQuantifier(n) && child == n.b;
    for (const Free& one : free_[child]) {
      bool bound = body && one.slot == n.imm;
      if (bound
              ? !alike(bundle_, one.type, core::plainType(bundle_, bundle_.nodes[n.a].type).element)
              : !add(id, one))
        return false;
    }
  }
  for (uint32_t i = 0; i < n.count; ++i) {
    asks_[id] = asks_[id] || asks_[bundle_.lists[n.first + i]];
    for (const Free& one : free_[bundle_.lists[n.first + i]]) {
      if (!add(id, one)) return false;
    }
  }
  return true;
}

bool Variables::add(ExprId id, const Free& free) {
  for (const Free& known : free_[id]) {
    if (known.slot == free.slot) return alike(bundle_, known.type, free.type);
  }
  free_[id].push_back(free);
  return true;
}

}  // namespace polc::bundle
