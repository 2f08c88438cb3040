#include "runtime/engine/support.h"

#include <algorithm>
#include <cstring>

#include "runtime/engine/moving.h"
#include "runtime/engine/tables.h"
#include "runtime/functions/functions.h"
#include "runtime/value/literal.h"

namespace polc::engine {
namespace {

using decision::ErrorCode;
using value::Kind;
using value::Set;

const core::FieldDef& fieldOf(const Context& context, uint32_t type, uint32_t field) {
  return context.bundle->entities[type].fields[field];
}

ErrorCode unreadable(Kind kind) {
  return kind == Kind::invalid ? ErrorCode::wrong_type : ErrorCode::missing_field;
}

bool before(const Value& a, const Value& b) { return value::order(a, b) < 0; }

}  // namespace

void fail(Context& context, ErrorCode code, uint32_t row, std::string_view path,
          std::string_view member) {
  if (code == ErrorCode::unknown_field_owner || code == ErrorCode::unknown_member)
    context.met_unknown = true;
  if (context.cause_count < context.causes.size()) {
    context.causes[context.cause_count++] = {code, row, path, member};
    return;
  }
  context.causes.push_back({code, row, path, member});
  ++context.cause_count;
}

extern "C" {

void polcFailField(Context* context, uint64_t row, uint32_t type, uint32_t field) {
  const directory::Entity& entity = context->entity(static_cast<uint32_t>(row));
  ErrorCode code =
      entity.fields ? unreadable(entity.fields[field].kind) : ErrorCode::unknown_field_owner;
  fail(*context, code, static_cast<uint32_t>(row), fieldOf(*context, type, field).name);
}

void polcFailMember(Context* context, const value::Record* record, uint64_t kind, uint32_t type,
                    uint32_t field) {
  fail(*context, unreadable(static_cast<Kind>(kind)), record->owner, record->path,
       context->bundle->records[type].fields[field].name);
}

void polcFailContext(Context* context, uint32_t field) {
  fail(*context, unreadable(context->context[field].kind), value::kNoEntity,
       context->tables->context_paths[field]);
}

void polcFailText(Context* context, uint32_t code, uint64_t row, uint64_t text) {
  std::string_view path;
  if (text != core::kNone) path = context->bundle->texts[text];
  fail(*context, static_cast<ErrorCode>(code), static_cast<uint32_t>(row), path);
}

const directory::Entity* polcEntity(Context* context, uint64_t row) {
  return &context->entity(static_cast<uint32_t>(row));
}

int32_t polcOrder(const Value* a, const Value* b) {
  auto order = value::order(*a, *b);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

uint32_t polcSameText(const char* a, uint32_t a_size, const char* b, uint32_t b_size) {
  return a_size == b_size && std::memcmp(a, b, a_size) == 0;
}

uint32_t polcMember(Context* context, uint64_t row, uint64_t group) {
  if (row == group) return 1;
  const directory::Entity& entity = context->entity(static_cast<uint32_t>(row));
  if (!entity.known) {
    fail(*context, ErrorCode::unknown_member, static_cast<uint32_t>(row), {});
    return 2;
  }
  return context->world.directory->memberships().holds(entity.groups, static_cast<uint32_t>(group));
}

uint32_t polcInSet(const Set* set, const Value* member) { return value::contains(*set, *member); }

uint32_t polcSubset(const Set* a, const Set* b) {
  return std::includes(b->members, b->members + b->count, a->members, a->members + a->count,
                       before);
}

uint32_t polcDisjoint(const Set* a, const Set* b) {
  uint32_t i = 0, j = 0;
  while (i < a->count && j < b->count) {
    auto order = value::order(a->members[i], b->members[j]);
    if (order == 0) return 0;
    ++(order < 0 ? i : j);
  }
  return 1;
}

uint32_t polcInNetwork(const value::Ip* inner, const value::Ip* outer) {
  return value::inNetwork(*inner, *outer);
}

uint32_t polcLike(Context* context, uint64_t pattern, const char* data, uint32_t size) {
  const std::vector<std::string>& parts = context->bundle->patterns[pattern].parts;
  std::string_view text(data, size);
  if (parts.size() == 1) return text == parts[0];
  std::string_view first = parts.front(), last = parts.back();
  if (text.size() < first.size() + last.size() || !text.starts_with(first) || !text.ends_with(last))
    return 0;
  text = text.substr(first.size(), text.size() - first.size() - last.size());
  for (size_t i = 1; i + 1 < parts.size(); ++i) {
    size_t found = text.find(parts[i]);
    if (found == std::string_view::npos) return 0;
    text.remove_prefix(found + parts[i].size());
  }
  return 1;
}

uint32_t polcMatches(Context* context, uint64_t automaton, const char* data, uint32_t size) {
  const core::Automaton& table = context->bundle->automata[automaton];
  uint32_t state = table.start;
  for (uint32_t i = 0; i < size; ++i)
    state = table.table[state * 256 + static_cast<uint8_t>(data[i])];
  return table.accepting[state];
}

uint32_t polcMapGet(const value::Map* map, const char* data, uint32_t size, Value* out) {
  std::string_view key(data, size);
  const value::MapEntry* end = map->entries + map->count;
  const value::MapEntry* found =
      std::lower_bound(map->entries, end, key,
                       [](const value::MapEntry& e, std::string_view k) { return e.key < k; });
  if (found == end || found->key != key) return 0;
  *out = found->value;
  return 1;
}

void polcSetOf(Context* context, const Value* members, uint32_t count, Value* out) {
  Value* sorted = context->scratch->array(members, count);
  std::sort(sorted, sorted + count, before);
  auto kept = static_cast<uint32_t>(std::unique(sorted, sorted + count, value::equal) - sorted);
  *out = Value::ofPointer(Kind::set, context->scratch->make(Set{kept, sorted}));
}

uint32_t polcCall(Context* context, uint32_t function, const Value* arguments, Value* out) {
  static constexpr functions::Implementation kRows[] = {
#define FUNCTION(id, source, result, arguments, cost) functions::id,
#include "runtime/functions/functions.def"
#undef FUNCTION
  };
  functions::Call call{context->bundle, context->scratch};
  *out = kRows[function](call, arguments);
  return call.error == functions::Error::none ? 1 : 2;
}

}  // extern "C"

const std::vector<SupportRow>& supportRows() {
  static const std::vector<SupportRow> rows = {
#define SUPPORT(name, signature, result, parameters) \
  {#name, signature, reinterpret_cast<void*>(&name)},
#include "runtime/engine/support.def"
#undef SUPPORT
  };
  return rows;
}

}  // namespace polc::engine
