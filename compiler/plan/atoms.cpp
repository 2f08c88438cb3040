#include "compiler/plan/atoms.h"

#include <algorithm>
#include <optional>

#include "runtime/functions/functions.h"

namespace polc::plan {
namespace {

using core::Bundle;
using core::ExprId;
using core::Node;
using core::Op;
using core::TypeKind;
using Mode = engine::Probe::Mode;

// Values that are equal where their words are.
bool hashes(const Bundle& bundle, core::TypeId id) {
  switch (plainType(bundle, id).kind) {
    case TypeKind::boolean:
    case TypeKind::integer:
    case TypeKind::decimal:
    case TypeKind::string:
    case TypeKind::time:
    case TypeKind::date:
    case TypeKind::duration:
    case TypeKind::period:
    case TypeKind::enumeration:
    case TypeKind::entity:
    case TypeKind::action:
      return true;
    default:
      return false;
  }
}

bool ordersAsBits(const Bundle& bundle, core::TypeId id) {
  return hashes(bundle, id) && plainType(bundle, id).kind != TypeKind::string;
}

bool isOrdering(Op op) { return op >= Op::less && op <= Op::greater_equal; }

Op mirrored(Op op) {
  switch (op) {
    case Op::less:
      return Op::greater;
    case Op::less_equal:
      return Op::greater_equal;
    case Op::greater:
      return Op::less;
    default:
      return Op::less_equal;
  }
}

class Search {
 public:
  Search(const Bundle& bundle, const std::vector<Traits>& traits)
      : bundle_(bundle), traits_(traits) {}

  void conjunct(ExprId id, Necessary& out) {
    if (id == core::kNone) return;
    const Node& node = bundle_.nodes[id];
    if (node.op == Op::logical_and) {
      for (uint32_t i = 0; i < node.count; ++i) conjunct(bundle_.lists[node.first + i], out);
      return;
    }
    if (traits_[id].timed) return;
    if (!traits_[id].constants) return out.common.push_back(id);
    if (node.op == Op::logical_or) return disjunction(node, out);
    for (Atom& atom : atomsOf(id, node)) add(std::move(atom), out.atoms);
  }

 private:
  bool plain(ExprId id) const { return !traits_[id].timed && !traits_[id].constants; }
  bool constant(ExprId id) const { return bundle_.nodes[id].op == Op::constant; }

  // Ranges of one value are one.
  static void add(Atom atom, std::vector<Atom>& to) {
    auto same = std::find_if(to.begin(), to.end(), [&](const Atom& a) {
      return atom.mode == Mode::range && a.mode == Mode::range && a.value == atom.value;
    });
    if (same == to.end()) return to.push_back(std::move(atom));
    same->constants.push_back(atom.constants[0]);
    same->comparisons.push_back(atom.comparisons[0]);
  }

  // One atom where all operands look at one value in one way; else a way for each operand.
  void disjunction(const Node& node, Necessary& out) {
    std::vector<Way> ways;
    for (uint32_t i = 0; i < node.count; ++i) {
      Necessary operand;
      conjunct(bundle_.lists[node.first + i], operand);
      if (operand.atoms.empty()) return;
      ways.push_back(std::move(operand.atoms));
    }
    size_t before = out.atoms.size();
    for (const Atom& first : ways[0]) {
      if (auto all = united(first, ways)) out.atoms.push_back(std::move(*all));
    }
    if (out.atoms.size() > before) return;
    out.disjunctions.push_back(std::move(ways));
  }

  static std::optional<Atom> united(const Atom& first, const std::vector<Way>& ways) {
    if (first.mode == Mode::range) return std::nullopt;
    Atom all = first;
    for (size_t i = 1; i < ways.size(); ++i) {
      auto found = std::find_if(ways[i].begin(), ways[i].end(), [&](const Atom& atom) {
        return atom.mode == first.mode && atom.value == first.value;
      });
      if (found == ways[i].end()) return std::nullopt;
      all.constants.insert(all.constants.end(), found->constants.begin(), found->constants.end());
    }
    return all;
  }

  std::vector<Atom> atomsOf(ExprId id, const Node& node) {
    switch (node.op) {
      case Op::equal:
        return ofEqual(node);
      case Op::in_entity:
        if (plain(node.a) && constant(node.b)) return {{Mode::member, node.a, {node.b}}};
        return {};
      case Op::in_set:
        return ofSet(node);
      case Op::in_network:
        if (plain(node.a) && constant(node.b)) return {{Mode::networks, node.a, {node.b}}};
        return {};
      case Op::like:
        if (!plain(node.a)) return {};
        return {{Mode::prefixes, node.a, {id}},
                {Mode::suffixes, node.a, {id}},
                {Mode::infixes, node.a, {id}}};
      case Op::call:
        return ofCall(node);
      case Op::some: {
        std::vector<Atom> out;
        if (plain(node.a)) ofMember(node, node.b, out);
        return out;
      }
      default:
        return isOrdering(node.op) ? ofOrder(node) : std::vector<Atom>{};
    }
  }

  std::vector<Atom> ofCall(const Node& node) const {
    auto function = static_cast<functions::Id>(node.imm);
    std::optional<Mode> mode = modeOf(function);
    if (!mode) return {};
    ExprId text = bundle_.lists[node.first], affix = bundle_.lists[node.first + 1];
    if (!plain(text) || !constant(affix)) return {};
    return {{*mode, text, {affix}}};
  }
  static std::optional<Mode> modeOf(functions::Id function) {
    switch (function) {
      case functions::Id::starts_with:
        return Mode::prefixes;
      case functions::Id::ends_with:
        return Mode::suffixes;
      case functions::Id::contains:
        return Mode::infixes;
      default:
        return std::nullopt;
    }
  }

  // What a member must be for a body of `some` to be true: equal to a constant, or in a constant set.
  void ofMember(const Node& quantifier, ExprId id, std::vector<Atom>& out) const {
    const Node& body = bundle_.nodes[id];
    if (body.op == Op::logical_and) {
      for (uint32_t i = 0; i < body.count; ++i)
        ofMember(quantifier, bundle_.lists[body.first + i], out);
      return;
    }
    auto variable = [&](ExprId side) {
      return bundle_.nodes[side].op == Op::variable && bundle_.nodes[side].imm == quantifier.imm &&
             hashes(bundle_, bundle_.nodes[side].type);
    };
    bool equal = body.op == Op::equal && !comparesTypes(bundle_, body);
    if (!equal && body.op != Op::in_set) return;
    if (variable(body.a) && constant(body.b))
      out.push_back({Mode::members, quantifier.a, {body.b}});
    if (equal && variable(body.b) && constant(body.a))
      out.push_back({Mode::members, quantifier.a, {body.a}});
  }

  std::vector<Atom> ofEqual(const Node& node) {
    std::vector<Atom> out;
    if (comparesTypes(bundle_, node) || !hashes(bundle_, bundle_.nodes[node.a].type)) return out;
    if (plain(node.a) && constant(node.b)) out.push_back({Mode::exact, node.a, {node.b}});
    if (plain(node.b) && constant(node.a)) out.push_back({Mode::exact, node.b, {node.a}});
    return out;
  }

  std::vector<Atom> ofOrder(const Node& node) {
    std::vector<Atom> out;
    if (!ordersAsBits(bundle_, bundle_.nodes[node.a].type)) return out;
    if (plain(node.a) && constant(node.b))
      out.push_back({Mode::range, node.a, {node.b}, {node.op}});
    if (plain(node.b) && constant(node.a))
      out.push_back({Mode::range, node.b, {node.a}, {mirrored(node.op)}});
    return out;
  }

  std::vector<Atom> ofSet(const Node& node) {
    std::vector<Atom> out;
    ExprId element = constant(node.a) ? node.a : node.b;
    if (!hashes(bundle_, element == node.a
                             ? bundle_.nodes[node.a].type
                             : plainType(bundle_, bundle_.nodes[node.b].type).element))
      return out;
    if (plain(node.a) && constant(node.b)) out.push_back({Mode::exact, node.a, {node.b}});
    if (plain(node.b) && constant(node.a)) out.push_back({Mode::members, node.b, {node.a}});
    return out;
  }

  const Bundle& bundle_;
  const std::vector<Traits>& traits_;
};

}  // namespace

Necessary necessaryOf(const Bundle& bundle, const std::vector<Traits>& traits, const Shape& shape) {
  Necessary found;
  Search(bundle, traits).conjunct(shape.roots[0], found);
  return found;
}

}  // namespace polc::plan
