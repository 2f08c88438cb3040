#include <fmt/format.h>

#include "runtime/core/literal.h"
#include "runtime/core/printer.h"

namespace polc::core {
namespace {

constexpr const char* kFunctions[] = {
#define FUNCTION(id, source, result, arguments, cost) #id,
#include "runtime/functions/functions.def"
#undef FUNCTION
};

// Prints an expression with brackets around every operator: readable, and never ambiguous.
class ExprPrinter {
 public:
  explicit ExprPrinter(const Bundle& bundle) : bundle_(bundle) {}

  std::string print(ExprId id) const {
    const Node& n = bundle_.nodes[id];
    switch (n.op) {
      case Op::logical_and:
        return "(" + list(n, " and ") + ")";
      case Op::logical_or:
        return "(" + list(n, " or ") + ")";
      case Op::set_of:
        return "{" + list(n, ", ") + "}";
      case Op::call:
        return fmt::format("{}({})", kFunctions[n.imm], list(n, ", "));
      case Op::logical_not:
        return "not " + print(n.a);
      case Op::conditional:
        return fmt::format("(if {} then {} else {})", print(n.a), print(n.b), print(n.c));
      case Op::some:
        return quantified("some", n, "satisfies");
      case Op::every:
        return quantified("every", n, "satisfies");
      case Op::count:
        return "count" + quantified("", n, "where");
      case Op::map_get:
        return fmt::format("{}[{}]", print(n.a), print(n.b));
      default:
        return n.b == kNone ? simple(n) : binary(n);
    }
  }

 private:
  std::string list(const Node& n, std::string_view between) const {
    std::string out;
    for (uint32_t i = 0; i < n.count; ++i)
      out.append(i ? between : "").append(print(bundle_.lists[n.first + i]));
    return out;
  }
  std::string quantified(std::string_view word, const Node& n, std::string_view before) const {
    return fmt::format("({}{}x{} in {} {} {})", word, word.empty() ? "" : " ", n.imm, print(n.a),
                       before, print(n.b));
  }
  std::string binary(const Node& n) const {
    return fmt::format("({} {} {})", print(n.a), sign(n.op), print(n.b));
  }
  static std::string_view sign(Op op) {
    switch (op) {
      case Op::equal:
        return "==";
      case Op::not_equal:
        return "!=";
      case Op::less:
        return "<";
      case Op::less_equal:
        return "<=";
      case Op::greater:
        return ">";
      case Op::greater_equal:
        return ">=";
      case Op::in_set:
      case Op::in_entity:
      case Op::in_network:
        return "in";
      case Op::subset:
        return "subset of";
      case Op::disjoint:
        return "disjoint from";
      default:
        return "??";
    }
  }
  std::string simple(const Node& n) const {
    switch (n.op) {
      case Op::constant:
        return literal(bundle_, bundle_.constants[n.imm], bundle_.constant_types[n.imm]);
      case Op::now:
        return "now";
      case Op::subject:
        return "subject";
      case Op::resource:
        return "resource";
      case Op::self:
        return "self";
      case Op::action:
        return "action";
      case Op::variable:
        return fmt::format("x{}", n.imm);
      case Op::context:
        return n.imm == kNone ? "context" : "context." + bundle_.context[n.imm].name;
      case Op::param:
        return "param " + bundle_.params[n.imm].name;
      case Op::field:
        return print(n.a) + "." + fieldName(n);
      case Op::has:
        return fmt::format("({} has {})", print(n.a), fieldName(n));
      case Op::in_schedule:
        return fmt::format("({} in schedule {})", print(n.a), bundle_.schedules[n.imm].name);
      case Op::is_type:
        return fmt::format("({} is {})", print(n.a), bundle_.entities[n.imm].name);
      case Op::like:
        return fmt::format("({} like {})", print(n.a), likeText(n.imm));
      case Op::matches:
        return fmt::format("({} matches {})", print(n.a), quoted(bundle_.automata[n.imm].source));
      default:
        return "(now in " + printPeriods(bundle_.period_lists[n.imm]) + ")";
    }
  }
  std::string likeText(uint32_t pattern) const {
    std::string out;
    for (const std::string& part : bundle_.patterns[pattern].parts) {
      if (&part != bundle_.patterns[pattern].parts.data()) out += '*';
      for (const char c : part) out.append(c == '*' ? "\\*" : std::string(1, c));
    }
    return quoted(out);
  }
  std::string fieldName(const Node& n) const {
    const Node& of = bundle_.nodes[n.a];
    if (of.op == Op::context && of.imm == kNone) return bundle_.context[n.imm].name;
    Type type = bundle_.types[of.type];
    if (type.kind == TypeKind::optional) type = bundle_.types[type.element];
    return type.kind == TypeKind::record ? bundle_.records[type.index].fields[n.imm].name
                                         : bundle_.entities[type.index].fields[n.imm].name;
  }

  const Bundle& bundle_;
};

}  // namespace

std::string print(const Bundle& bundle, ExprId expr) { return ExprPrinter(bundle).print(expr); }

}  // namespace polc::core
