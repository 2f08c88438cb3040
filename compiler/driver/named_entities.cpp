#include "compiler/driver/named_entities.h"

#include <algorithm>
#include <tuple>

namespace polc::driver {
namespace {

class Namer {
 public:
  Namer(const sema::Program& program, const source::SourceMap& sources)
      : program_(program), sources_(sources) {}

  std::vector<NamedEntity> names() {
    for (const sema::Expr& expr : program_.exprs) {
      if (expr.op == sema::Op::constant && expr.value.entity != sema::kNone) {
        add(expr.value.entity, expr.value.text, expr.span);
      }
    }
    for (const sema::Version& version : program_.versions) {
      for (const sema::Item& item : version.clause.items) addPatterns(item);
    }
    return firstOfEach();
  }

 private:
  void addPatterns(const sema::Item& item) {
    if (const auto* rule = std::get_if<sema::RuleItem>(&item.body)) {
      addPattern(rule->who, item.span);
      addPattern(rule->what, item.span);
    } else if (const auto* extend = std::get_if<sema::ExtendItem>(&item.body)) {
      if (!extend->by_owners) addPattern(extend->who, item.span);
    }
  }

  void addPattern(const sema::Pattern& pattern, source::Span item) {
    if (pattern.kind == sema::Pattern::Kind::member) {
      add(pattern.group_type, pattern.id, placeOf(pattern.id, item));
    } else if (pattern.kind == sema::Pattern::Kind::exact) {
      add(pattern.type, pattern.id, placeOf(pattern.id, item));
    }
  }

  // Patterns have no place of their own: the entity's id within the item that holds it.
  source::Span placeOf(const std::string& id, source::Span item) const {
    size_t at = sources_.text(item).find("\"" + id + "\"");
    if (at == std::string_view::npos) return item;
    uint32_t begin = item.begin + static_cast<uint32_t>(at);
    return {item.file, begin, begin + static_cast<uint32_t>(id.size()) + 2};
  }

  void add(uint32_t type, const std::string& id, source::Span span) {
    if (type == sema::kNone) return;
    found_.push_back({program_.vocabulary.entities[type].name, id, span});
  }

  static auto place(const NamedEntity& named) {
    return std::tuple(named.span.file, named.span.begin);
  }

  std::vector<NamedEntity> firstOfEach() {
    auto who = [](const NamedEntity& n) { return std::tie(n.type, n.id); };
    std::sort(found_.begin(), found_.end(), [&](const NamedEntity& a, const NamedEntity& b) {
      return std::pair(who(a), place(a)) < std::pair(who(b), place(b));
    });
    auto same = [&](const NamedEntity& a, const NamedEntity& b) { return who(a) == who(b); };
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
    std::sort(found_.begin(), found_.end(),
              [](const NamedEntity& a, const NamedEntity& b) { return place(a) < place(b); });
    return std::move(found_);
  }

  const sema::Program& program_;
  const source::SourceMap& sources_;
  std::vector<NamedEntity> found_;
};

}  // namespace

std::vector<NamedEntity> namedEntities(const sema::Program& program,
                                       const source::SourceMap& sources) {
  return Namer(program, sources).names();
}

}  // namespace polc::driver
