#include <fmt/format.h>

#include "compiler/ast/print_internal.h"

namespace polc::ast {
namespace {

std::string thenText(Modifiers::Then then) {
  if (then == Modifiers::Then::none) return "";
  return then == Modifiers::Then::revive ? " then revive" : " then lapse";
}

Span spanOf(const Element& element) {
  return std::visit([](const auto& e) { return e.span; }, element);
}

Span headerSpan(const File& file, std::string_view word) {
  for (const HeaderLine& line : file.header) {
    if (line.word == word) return line.span;
  }
  return {};
}

class FilePrinter {
 public:
  FilePrinter(const File& file, Layout& layout) : file_(file), layout_(layout) {}

  void operator()(const ContractFile& f) {
    layout_.put(file_.head, "contract " + f.name.text);
    layout_.indent();
    std::string parties;
    for (const Party& p : f.parties) {
      parties += fmt::format("{}{} {}", parties.empty() ? "" : ", ", p.role.text, quoted(p.name));
    }
    if (!parties.empty()) line("between", parties);
    if (f.effective) line("effective", f.effective->text + (f.until ? " " + print(*f.until) : ""));
    if (f.zone) line("zone", quoted(*f.zone));
    layout_.outdent();
    layout_.blank();
    putElements(layout_, f.elements);
  }
  void operator()(const AmendmentFile& f) {
    layout_.put(file_.head, fmt::format("amendment {} to {}", f.number, f.contract.text));
    layout_.indent();
    if (f.signed_on) line("signed", f.signed_on->text);
    if (f.effective) {
      line("effective",
           f.effective->text + (f.until ? " " + print(*f.until) + thenText(f.then) : ""));
    }
    if (f.because) line("because", quoted(*f.because));
    if (f.retroactive) layout_.put(headerSpan(file_, "retroactive"), "retroactive");
    if (f.upon) line("upon", "sha256:" + *f.upon);
    layout_.outdent();
    for (const Operation& operation : f.operations) {
      layout_.blank();
      putOperation(layout_, operation);
    }
  }
  void operator()(const LibraryFile& f) {
    layout_.put(file_.head, "library " + f.name.text);
    layout_.blank();
    putElements(layout_, f.elements);
  }

 private:
  void line(std::string_view word, const std::string& rest) {
    layout_.put(headerSpan(file_, word), std::string(word) + " " + rest);
  }

  const File& file_;
  Layout& layout_;
};

}  // namespace

std::string print(const End& end) { return (end.through ? "through " : "until ") + end.date.text; }

std::vector<std::string> modifierTexts(const Modifiers& m) {
  using Existing = Modifiers::Existing;
  std::vector<std::string> out;
  std::string over;
  for (uint32_t number : m.over) over += fmt::format("{}{}", over.empty() ? "" : ", ", number);
  if (!over.empty()) out.push_back("over amendment " + over);
  if (m.existing == Existing::keep) out.push_back("existing keep");
  if (m.existing == Existing::now) out.push_back("existing now");
  if (m.existing == Existing::grace) out.push_back("existing grace " + print(*m.grace));
  if (m.from) out.push_back("from " + m.from->text);
  if (m.until) out.push_back(print(*m.until) + thenText(m.then));
  std::string joined;
  for (const std::string& text : out) joined += (joined.empty() ? "" : " ") + text;
  if (joined.size() + 2 > kWidth || joined.empty()) return out;
  return {joined};
}

// One blank line around whatever has a body; between others as in the source.
void putElements(Layout& layout, const std::vector<Element>& elements) {
  bool after_clause = false;
  for (const Element& element : elements) {
    bool is_clause = std::holds_alternative<Clause>(element);
    if (is_clause || after_clause) layout.blank();
    after_clause = is_clause;
    Span span = spanOf(element);
    if (const Use* use = std::get_if<Use>(&element)) layout.put(span, "use " + use->library);
    if (const Decl* decl = std::get_if<Decl>(&element))
      putDecl(layout, *decl, "", nullptr, false, span);
    if (const Clause* clause = std::get_if<Clause>(&element))
      putClause(layout, *clause, "", nullptr, span);
  }
}

std::string print(const File& file, const source::SourceMap& sources) {
  bool placed = file.id != source::kNoFile;
  Layout layout = placed ? Layout(sources.file(file.id).text(), &file.comments) : Layout();
  std::visit(FilePrinter(file, layout), file.body);
  layout.rest();
  return std::move(layout).text();
}

}  // namespace polc::ast
