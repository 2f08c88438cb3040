#include "compiler/lower/builder.h"

#include <algorithm>

#include "runtime/core/static_type.h"

namespace polc::lower {
namespace {

using core::kNone;
using core::Node;
using core::Op;

size_t mix(size_t seed, uint64_t value) {
  uint64_t x = (seed ^ value) * 0x9E3779B97F4A7C15ull;
  return x ^ (x >> 29);
}

core::TypeKind kindOf(sema::TypeKind kind) {
  using From = sema::TypeKind;
  using To = core::TypeKind;
  switch (kind) {
    case From::bad:
    case From::boolean:
      return To::boolean;
    case From::integer:
      return To::integer;
    case From::decimal:
      return To::decimal;
    case From::string:
      return To::string;
    case From::time:
      return To::time;
    case From::date:
      return To::date;
    case From::duration:
      return To::duration;
    case From::period:
      return To::period;
    case From::ip:
      return To::ip;
    case From::version:
      return To::version;
    case From::enumeration:
      return To::enumeration;
    case From::record:
      return To::record;
    case From::entity:
      return To::entity;
    case From::any_entity:
      return To::any_entity;
    case From::action:
      return To::action;
    case From::set:
      return To::set;
    case From::map:
      return To::map;
    case From::optional:
      return To::optional;
  }
  return To::boolean;
}

void appendNumber(std::string& key, uint64_t number) {
  key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void appendText(std::string& key, std::string_view text) {
  appendNumber(key, text.size());
  key += text;
}

}  // namespace

void appendKey(std::string& key, const value::Value& value) {
  key += static_cast<char>(value.kind);
  switch (value.kind) {
    case value::Kind::string:
      return appendText(key, value.string());
    case value::Kind::ip:
      key.append(reinterpret_cast<const char*>(value.ip().bytes), sizeof value.ip().bytes);
      key += static_cast<char>(value.ip().prefix);
      key += static_cast<char>(value.ip().v4);
      return;
    case value::Kind::version:
      for (uint64_t part : {value.version().major, value.version().minor, value.version().patch}) {
        appendNumber(key, part);
      }
      return appendText(key, value.version().prerelease);
    case value::Kind::set:
      appendNumber(key, value.set().count);
      for (uint32_t i = 0; i < value.set().count; ++i) appendKey(key, value.set().members[i]);
      return;
    default:
      appendNumber(key, static_cast<uint64_t>(value.bits));
  }
}

size_t Builder::NodeHash::operator()(core::ExprId id) const {
  const Node& n = bundle->nodes[id];
  size_t seed = mix(static_cast<size_t>(n.op) * 2 + n.timed, n.type);
  for (uint32_t part : {n.a, n.b, n.c, n.imm, n.text, n.count}) seed = mix(seed, part);
  for (uint32_t i = 0; i < n.count; ++i) seed = mix(seed, bundle->lists[n.first + i]);
  return seed;
}

bool Builder::NodeEqual::operator()(core::ExprId a, core::ExprId b) const {
  const Node& x = bundle->nodes[a];
  const Node& y = bundle->nodes[b];
  if (x.op != y.op || x.timed != y.timed || x.type != y.type || x.a != y.a || x.b != y.b ||
      x.c != y.c || x.imm != y.imm || x.text != y.text || x.count != y.count) {
    return false;
  }
  return std::equal(bundle->lists.begin() + x.first, bundle->lists.begin() + x.first + x.count,
                    bundle->lists.begin() + y.first);
}

Builder::Builder(core::Bundle& bundle)
    : bundle_(bundle), nodes_(64, NodeHash{&bundle}, NodeEqual{&bundle}) {
  if (!bundle_.arena) bundle_.arena = std::make_shared<value::Arena>();
  boolean_ = type(core::Type{core::TypeKind::boolean});
}

core::TypeId Builder::type(const core::Type& type) {
  uint32_t argument = type.element != kNone ? type.element : type.index;
  uint64_t key = static_cast<uint64_t>(type.kind) << 32 | argument;
  auto [at, fresh] = types_.try_emplace(key, static_cast<core::TypeId>(bundle_.types.size()));
  if (fresh) bundle_.types.push_back(type);
  return at->second;
}

core::TypeId Builder::type(const sema::Type& from) {
  core::Type to{kindOf(from.kind)};
  if (from.element) {
    to.element = type(*from.element);
  } else {
    to.index = from.index;
  }
  return type(to);
}

uint32_t Builder::constant(const value::Value& value, core::TypeId type) {
  std::string key;
  appendNumber(key, type);
  appendKey(key, value);
  auto [at, fresh] =
      constants_.try_emplace(std::move(key), static_cast<uint32_t>(bundle_.constants.size()));
  if (fresh) {
    bundle_.constants.push_back(value);
    bundle_.constant_types.push_back(type);
  }
  return at->second;
}

uint32_t Builder::text(std::string_view text) {
  auto [at, fresh] =
      texts_.try_emplace(std::string(text), static_cast<uint32_t>(bundle_.texts.size()));
  if (fresh) bundle_.texts.add(text);
  return at->second;
}

uint32_t Builder::entity(uint32_t type, std::string_view id) {
  std::string key;
  appendNumber(key, type);
  key += id;
  auto [at, fresh] =
      entities_.try_emplace(std::move(key), static_cast<uint32_t>(bundle_.entity_constants.size()));
  if (fresh) bundle_.entity_constants.push_back({type, std::string(id)});
  return at->second;
}

uint32_t Builder::periods(const std::vector<core::Period>& periods) {
  auto& lists = bundle_.period_lists;
  auto at = std::find(lists.begin(), lists.end(), periods);
  if (at != lists.end()) return static_cast<uint32_t>(at - lists.begin());
  lists.push_back(periods);
  return static_cast<uint32_t>(lists.size() - 1);
}

bool Builder::timed(const Node& node) const {
  if (node.op == Op::now || node.op == Op::in_period) return true;
  if (node.op == Op::param && bundle_.params[node.imm].steps.size() > 1) return true;
  if (node.op == Op::field && core::readsBirth(bundle_, node)) return true;
  for (core::ExprId child : {node.a, node.b, node.c}) {
    if (child != kNone && at(child).timed) return true;
  }
  for (uint32_t i = 0; i < node.count; ++i) {
    if (at(bundle_.lists[node.first + i]).timed) return true;
  }
  return false;
}

core::ExprId Builder::node(const Node& node, const std::vector<core::ExprId>& list) {
  auto id = static_cast<core::ExprId>(bundle_.nodes.size());
  Node made = node;
  made.first = list.empty() ? 0 : static_cast<uint32_t>(bundle_.lists.size());
  made.count = static_cast<uint32_t>(list.size());
  bundle_.lists.insert(bundle_.lists.end(), list.begin(), list.end());
  made.timed = timed(made);
  bundle_.nodes.push_back(made);
  auto [at, fresh] = nodes_.insert(id);
  if (fresh) return id;
  bundle_.nodes.pop_back();
  bundle_.lists.resize(bundle_.lists.size() - list.size());
  return *at;
}

core::ExprId Builder::constantNode(const value::Value& value, core::TypeId type) {
  return node({.op = Op::constant, .type = type, .imm = constant(value, type)});
}

core::ExprId Builder::logical(Op op, const std::vector<core::ExprId>& operands) {
  std::vector<core::ExprId> flat;
  for (core::ExprId id : operands) {
    const Node& operand = at(id);
    if (operand.op != op) {
      flat.push_back(id);
      continue;
    }
    for (uint32_t i = 0; i < operand.count; ++i) flat.push_back(bundle_.lists[operand.first + i]);
  }
  if (flat.size() == 1) return flat[0];
  return node({.op = op, .type = boolean_}, flat);
}

core::ExprId Builder::negation(core::ExprId operand) {
  return node({.op = Op::logical_not, .type = boolean_, .a = operand});
}

core::ExprId Builder::changed(const Node& node) {
  auto from = bundle_.lists.begin() + node.first;
  std::vector<core::ExprId> list(from, from + node.count);
  return this->node(node, list);
}

core::ExprId Builder::withText(core::ExprId id, uint32_t text) {
  Node node = at(id);
  if (node.text != kNone) return id;
  node.text = text;
  return changed(node);
}

core::ExprId Builder::withType(core::ExprId id, core::TypeId type) {
  Node node = at(id);
  node.type = type;
  return changed(node);
}

std::string plainText(std::string_view text) {
  std::string out;
  auto blank = [&] {
    if (!out.empty() && out.back() != ' ') out += ' ';
  };
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (quoted) {
      out += c;
      if (c == '\\' && i + 1 < text.size()) out += text[++i];
      if (c == '"') quoted = false;
    } else if (text.substr(i, 2) == "//") {
      i = std::min(text.find('\n', i), text.size());
      blank();
    } else if (text.substr(i, 2) == "/*") {
      size_t end = text.find("*/", i + 2);
      i = end == std::string_view::npos ? text.size() : end + 1;
      blank();
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      blank();
    } else {
      quoted = c == '"';
      out += c;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace polc::lower
