#include <fmt/format.h>

#include "compiler/ast/print_internal.h"

namespace polc::ast {
namespace {

// What stands before the modifiers, and what may stand in braces after them.
struct Shape {
  std::string head;
  const std::vector<Field>* fields = nullptr;
  std::string members = {};
};

std::string parameters(const std::vector<Field>& fields) {
  std::string out;
  for (const Field& f : fields) out += (out.empty() ? "" : ", ") + print(f);
  return out;
}

std::string scheduleText(const ScheduleDecl& d) {
  std::string out;
  for (const DayRange& days : d.days) {
    out += out.empty() ? "" : ", ";
    out += days.first.text == days.last.text ? days.first.text
                                             : days.first.text + ".." + days.last.text;
    for (size_t i = 0; i < days.ranges.size(); ++i) {
      out += fmt::format("{} {}..{}", i > 0 ? "," : "", days.ranges[i].from, days.ranges[i].until);
    }
  }
  return out + (d.zone ? " zone " + quoted(*d.zone) : "");
}

struct Shaper {
  bool leading_less;

  Shape operator()(const EnumDecl& d) const {
    std::string members = (leading_less ? "< " : "") + list(d.members, d.ordered ? " < " : ", ");
    return {"enum " + d.name.text, nullptr, members};
  }
  Shape operator()(const RecordDecl& d) const { return {"record " + d.name.text, &d.fields}; }
  Shape operator()(const EntityDecl& d) const {
    std::string head = fmt::format("{}entity {}", d.registered ? "registered " : "", d.name.text);
    if (!d.parents.empty()) head += " in " + list(d.parents);
    return {head, d.fields.empty() ? nullptr : &d.fields};
  }
  Shape operator()(const ActionDecl& d) const {
    return {fmt::format("action {} on {}", list(d.names), list(d.types))};
  }
  Shape operator()(const GroupDecl& d) const {
    return {fmt::format("group {} = {}", d.name.text, list(d.actions))};
  }
  Shape operator()(const ContextDecl& d) const { return {"context", &d.fields}; }
  Shape operator()(const ObligationDecl& d) const {
    std::string inner = d.parameters.empty() ? "" : "(" + parameters(d.parameters) + ")";
    return {"obligation " + d.name.text + inner};
  }
  Shape operator()(const ParamDecl& d) const {
    std::string review = d.review_by ? " review by " + d.review_by->text : "";
    return {
        fmt::format("param {}: {} = {}{}", d.name.text, print(d.type), print(*d.value), review)};
  }
  Shape operator()(const ScheduleDecl& d) const {
    return {fmt::format("schedule {} = {}", d.name.text, scheduleText(d))};
  }
  Shape operator()(const DefineDecl& d) const {
    std::string inner;
    for (const Parameter& p : d.parameters) {
      inner += fmt::format("{}{}: {}", inner.empty() ? "" : ", ", p.name.text, print(p.type));
    }
    std::string head = fmt::format("define {}({}): {} =", d.name.text, inner, print(d.type));
    std::string body = print(*d.body);
    bool fits = head.size() + 1 + body.size() <= kWidth;
    return {fits ? head + " " + body : head + "\n  " + wrapped("", *d.body, 2)};
  }
};

std::string oneLine(const std::vector<Field>& fields) {
  std::string out;
  for (const Field& f : fields) out += (out.empty() ? "" : "  ") + print(f);
  return out;
}

bool documented(const std::vector<Field>& fields) {
  for (const Field& f : fields) {
    if (!f.documentation.empty()) return true;
  }
  return false;
}

}  // namespace

std::string print(const TypeExpr& type) {
  std::string out = type.name;
  if (!type.arguments.empty()) {
    std::string inner;
    for (const TypeExpr& a : type.arguments) inner += (inner.empty() ? "" : ", ") + print(a);
    out += "<" + inner + ">";
  }
  return out + (type.optional ? "?" : "");
}

std::string print(const Field& f) {
  std::string out = fmt::format("{}: {}", f.name.text, print(f.type));
  if (f.fallback != nullptr) out += " = " + print(*f.fallback);
  return out + (f.birth ? " as birth" : "");
}

void putDecl(Layout& layout, const Decl& decl, std::string_view word, const Modifiers* modifiers,
             bool leading_less, Span span) {
  Shape shape = std::visit(Shaper{leading_less}, decl.body);
  std::string head = std::string(word) + shape.head;
  std::vector<std::string> tails =
      modifiers != nullptr ? modifierTexts(*modifiers) : std::vector<std::string>{};
  if (!shape.members.empty()) {
    Parts parts{head, tails, " ", fmt::format(" {{ {} }}", shape.members)};
    layout.put(span, parts);
    return;
  }
  bool braces = shape.fields != nullptr || std::holds_alternative<ContextDecl>(decl.body) ||
                std::holds_alternative<RecordDecl>(decl.body);
  if (!braces) return layout.put(span, Parts{head, tails});
  std::string inner = oneLine(*shape.fields);
  std::string block = inner.empty() ? " {}" : " { " + inner + " }";
  size_t width = head.size() + block.size();
  for (const std::string& tail : tails) width += tail.size() + 1;
  if (width <= kWidth && !layout.commentsWithin(decl.span) && !documented(*shape.fields)) {
    layout.put(span, Parts{head, tails, " ", block});
    return;
  }
  Span begin{span.file, span.begin,
             shape.fields->empty() ? span.begin : shape.fields->front().span.begin};
  layout.putHead(begin, Parts{head, tails, " ", " {"});
  layout.indent();
  for (const Field& f : *shape.fields) layout.put(f.span, print(f));
  layout.close(span, "}");
}

std::string print(const Decl& decl) {
  Layout layout;
  layout.documentation(decl.documentation);
  putDecl(layout, decl, "", nullptr, false, {});
  return std::move(layout).text();
}

}  // namespace polc::ast
