#include "runtime/bundle/variables.h"

namespace polc::bundle {

using core::ExprId;
using core::kNone;
using core::Node;
using core::Op;

bool Variables::run() {
  for (ExprId id = 0; id < bundle_.nodes.size(); ++id) {
    if (!gather(id)) return false;
  }
  return true;
}

bool Variables::gather(ExprId id) {
  const Node& n = bundle_.nodes[id];
  asks_[id] =
      n.op == Op::subject || n.op == Op::resource || n.op == Op::action || n.op == Op::context;
  if (n.op == Op::variable || (n.op == Op::context && n.imm == kNone))
    return add(id, {n.imm, n.type});
  bool whole = n.op == Op::has && bundle_.nodes[n.a].op == Op::context;
  bool quantifier = n.op == Op::some || n.op == Op::every || n.op == Op::count;
  for (ExprId child : {n.a, n.b, n.c}) {
    if (child == kNone) continue;
    asks_[id] = asks_[id] || asks_[child];
    if (whole) continue;
    bool body = quantifier && child == n.b;
    for (const Free& one : free_[child]) {
      bool bound = body && one.slot == n.imm;
      if (bound ? !alike(bundle_, one.type, plain(bundle_, bundle_.nodes[n.a].type).element)
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
