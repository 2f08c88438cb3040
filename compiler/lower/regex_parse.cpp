#include "compiler/lower/regex_parse.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace polc::lower::regex {
namespace {

struct Flags {
  bool fold = false, dot_all = false, lines = false;
};

TreePtr make(Tree::Kind kind) {
  auto tree = std::make_unique<Tree>();
  tree->kind = kind;
  return tree;
}
TreePtr ofRunes(RuneSet set) {
  auto tree = make(Tree::Kind::runes);
  tree->runes = std::move(set);
  return tree;
}
TreePtr ofAssertion(Assertion assertion) {
  auto tree = make(Tree::Kind::assertion);
  tree->assertion = assertion;
  return tree;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  TreePtr choice() {
    Flags outside = flags_;
    auto tree = make(Tree::Kind::choice);
    tree->children.push_back(sequence());
    while (take("|")) tree->children.push_back(sequence());
    flags_ = outside;
    return tree->children.size() == 1 ? std::move(tree->children[0]) : std::move(tree);
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  char takeByte() {
    char byte = rest_.empty() ? '\0' : rest_.front();
    if (!rest_.empty()) rest_.remove_prefix(1);
    return byte;
  }

  TreePtr sequence() {
    auto tree = make(Tree::Kind::sequence);
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      if (take("\\Q")) {
        quoted(*tree);
      } else if (TreePtr atom = this->atom()) {
        tree->children.push_back(std::move(atom));
      }
      repetitions(*tree);
    }
    return tree;
  }

  void quoted(Tree& into) {
    while (!rest_.empty() && !take("\\E")) into.children.push_back(literal(takeRune(rest_)));
  }

  void repetitions(Tree& into) {
    while (!into.children.empty()) {
      std::optional<std::pair<int, int>> bounds = repetition();
      if (!bounds) return;
      take("?");
      auto tree = make(Tree::Kind::repeat);
      std::tie(tree->least, tree->most) = *bounds;
      tree->children.push_back(std::move(into.children.back()));
      into.children.back() = std::move(tree);
    }
  }

  std::optional<std::pair<int, int>> repetition() {
    if (take("*")) return std::pair(0, -1);
    if (take("+")) return std::pair(1, -1);
    if (take("?")) return std::pair(0, 1);
    return counted();
  }

  std::optional<std::pair<int, int>> counted() {
    std::string_view before = rest_;
    auto give_back = [&] {
      rest_ = before;
      return std::nullopt;
    };
    if (!take("{")) return std::nullopt;
    std::optional<int> least = number();
    if (!least) return give_back();
    int most = *least;
    if (take(",")) most = number().value_or(-1);
    if (!take("}")) return give_back();
    return std::pair(*least, most);
  }

  std::optional<int> number() {
    std::optional<int> value;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      value = std::min(value.value_or(0) * 10 + (takeByte() - '0'), 100'000);
    }
    return value;
  }

  // Null for what only sets flags.
  TreePtr atom() {
    switch (rest_.front()) {
      case '(':
        return group();
      case '[':
        return bracketed();
      case '\\':
        return escaped();
      default:
        break;
    }
    if (take("."))
      return ofRunes(flags_.dot_all ? RuneSet{{0, kLastRune}} : negated({{'\n', '\n'}}));
    if (take("^")) return ofAssertion(flags_.lines ? Assertion::begin_line : Assertion::begin_text);
    if (take("$")) return ofAssertion(flags_.lines ? Assertion::end_line : Assertion::end_text);
    return literal(takeRune(rest_));
  }

  TreePtr group() {
    takeByte();
    Flags outside = flags_;
    if (take("?P<")) {
      while (!rest_.empty() && takeByte() != '>') {
      }
    } else if (take("?") && setFlags()) {
      return nullptr;
    }
    TreePtr tree = choice();
    take(")");
    flags_ = outside;
    return tree;
  }

  // True where the group ends with its flags: `(?i)`.
  bool setFlags() {
    bool on = true;
    for (;;) {
      switch (takeByte()) {
        case 'i':
          flags_.fold = on;
          break;
        case 's':
          flags_.dot_all = on;
          break;
        case 'm':
          flags_.lines = on;
          break;
        case '-':
          on = false;
          break;
        case ')':
          return true;
        case ':':
        case '\0':
          return false;
        default:
          break;
      }
    }
  }

  TreePtr literal(uint32_t rune) {
    RuneSet set{{rune, rune}};
    if (!flags_.fold) return ofRunes(std::move(set));
    if (ascii(set)) return ofRunes(folded(std::move(set)));
    std::string text = "[";
    appendRune(text, rune);
    return ofRunes(askRe2(text + "]", true));
  }

  TreePtr escaped() {
    if (take("\\A")) return ofAssertion(Assertion::begin_text);
    if (take("\\z")) return ofAssertion(Assertion::end_text);
    if (take("\\b")) return ofAssertion(Assertion::word_boundary);
    if (take("\\B")) return ofAssertion(Assertion::no_word_boundary);
    if (take("\\C")) return make(Tree::Kind::any_byte);
    if (rest_.starts_with("\\p") || rest_.starts_with("\\P"))
      return ofRunes(askRe2(takeProperty(), flags_.fold));
    if (std::optional<RuneSet> set = takePerl()) return ofRunes(std::move(*set));
    return literal(takeEscape());
  }

  std::string_view takeProperty() {
    std::string_view from = rest_;
    rest_.remove_prefix(2);
    if (take("{")) {
      while (!rest_.empty() && takeByte() != '}') {
      }
    } else {
      takeRune(rest_);
    }
    return from.substr(0, from.size() - rest_.size());
  }

  std::optional<RuneSet> takePerl() {
    if (rest_.size() < 2 || rest_[0] != '\\') return std::nullopt;
    char letter = rest_[1];
    RuneSet set = perlClass(static_cast<char>(letter | 0x20));
    if (set.empty()) return std::nullopt;
    rest_.remove_prefix(2);
    if (flags_.fold) set = folded(std::move(set));
    return (letter & 0x20) != 0 ? set : negated(set);
  }

  uint32_t takeEscape() {
    takeByte();
    char letter = rest_.empty() ? '\\' : rest_.front();
    if (letter >= '0' && letter <= '7') return takeDigits(8, 3);
    if (static_cast<unsigned char>(letter) >= 0x80) return takeRune(rest_);
    takeByte();
    switch (letter) {
      case 'a':
        return '\a';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'v':
        return '\v';
      case 'x':
        return takeHexadecimal();
      default:
        return static_cast<unsigned char>(letter);
    }
  }

  uint32_t takeHexadecimal() {
    if (!take("{")) return takeDigits(16, 2);
    uint32_t rune = takeDigits(16, 8);
    take("}");
    return rune;
  }

  uint32_t takeDigits(uint32_t base, int most) {
    uint32_t value = 0;
    for (; most > 0 && !rest_.empty(); --most) {
      char c = rest_.front();
      uint32_t digit = c >= '0' && c <= '9'                     ? c - '0'
                       : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                                : 99;
      if (digit >= base) break;
      value = value * base + digit;
      takeByte();
    }
    return value;
  }

  TreePtr bracketed() {
    std::string_view from = rest_;
    takeByte();
    bool negative = take("^");
    bool properties = false;
    RuneSet set;
    for (bool first = true; !rest_.empty() && (first || rest_.front() != ']'); first = false) {
      properties = member(set) || properties;
    }
    takeByte();
    set = normal(std::move(set));
    if (properties || (flags_.fold && !ascii(set))) {
      return ofRunes(askRe2(from.substr(0, from.size() - rest_.size()), flags_.fold));
    }
    if (flags_.fold) set = folded(std::move(set));
    return ofRunes(negative ? negated(set) : std::move(set));
  }

  // Adds one member of a class; true where it is a property, or a negated class beside a fold, which RE2 has to be asked for.
  bool member(RuneSet& set) {
    if (rest_.starts_with("\\p") || rest_.starts_with("\\P")) {
      takeProperty();
      return true;
    }
    if (rest_.starts_with("[:") && rest_.find(":]") != std::string_view::npos) return posix(set);
    bool negative = rest_.size() > 1 && rest_[0] == '\\' && rest_[1] >= 'A' && rest_[1] <= 'Z';
    if (std::optional<RuneSet> named = takePerl()) {
      set.insert(set.end(), named->begin(), named->end());
      return negative && flags_.fold;
    }
    uint32_t lo = classRune();
    uint32_t hi = lo;
    if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
      takeByte();
      hi = classRune();
    }
    set.push_back({lo, hi});
    return false;
  }

  bool posix(RuneSet& set) {
    size_t end = rest_.find(":]");
    std::string_view name = rest_.substr(2, end - 2);
    bool negative = name.starts_with('^');
    if (negative) name.remove_prefix(1);
    RuneSet named = posixClass(name);
    rest_.remove_prefix(end + 2);
    if (named.empty()) return true;
    if (negative) named = negated(named);
    set.insert(set.end(), named.begin(), named.end());
    return negative && flags_.fold;
  }

  uint32_t classRune() { return rest_.front() == '\\' ? takeEscape() : takeRune(rest_); }

  std::string_view rest_;
  Flags flags_;
};

}  // namespace

TreePtr parse(std::string_view pattern) { return Parser(pattern).choice(); }

}  // namespace polc::lower::regex
