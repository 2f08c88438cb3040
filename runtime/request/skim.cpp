#include "runtime/request/skim.h"

#include <algorithm>

namespace polc::request {

using core::TypeKind;
using value::Value;

namespace {

// False where it was seen before.
bool once(uint32_t& seen, uint32_t what) {
  bool first = (seen & what) == 0;
  seen |= what;
  return first;
}

}  // namespace

bool Skimmer::read(const directory::Directory& directory, const Vocabulary& vocabulary,
                   const Value* defaults, std::string_view json, Query& query) {
  Place at = skim_.open(json);
  if (!at) return false;
  directory_ = &directory;
  vocabulary_ = &vocabulary;
  context_.assign(defaults, defaults + directory.bundle().context.size());
  uint32_t seen = 0;
  at = skim_.object(at, [&](Place value, const Key& key) { return part(value, key, seen); });
  if (!at || !skim_.ends(at) || (~seen & (kSubject | kAction | kResource)) != 0) return false;
  query = resolve(directory, {subject_.type, subject_.id, action_, resource_.type, resource_.id},
                  context_.data());
  return known(query.subject) && known(query.resource) && query.action != core::kNone;
}

Skimmer::Place Skimmer::part(Place at, const Key& key, uint32_t& seen) {
  if (key.text == "subject") return once(seen, kSubject) ? entity(at, subject_) : nullptr;
  if (key.text == "resource") return once(seen, kResource) ? entity(at, resource_) : nullptr;
  if (key.text == "action") return once(seen, kAction) ? action(at) : nullptr;
  if (key.text == "context") return once(seen, kContext) ? context(at) : nullptr;
  return skim_.add(key) ? skim_.skip(at) : nullptr;
}

Skimmer::Place Skimmer::entity(Place at, Entity& into) {
  uint32_t seen = 0;
  at = skim_.object(at, [&](Place value, const Key& key) -> Place {
    if (key.text == "type") return once(seen, kType) ? skim_.string(value, into.type) : nullptr;
    if (key.text == "id") return once(seen, kId) ? skim_.string(value, into.id) : nullptr;
    if (key.text == "properties") {
      char first = skim_.first(value);
      if (!once(seen, kProperties) || (first != '{' && first != 'n')) return nullptr;
    } else if (!skim_.add(key)) {
      return nullptr;
    }
    return skim_.skip(value);
  });
  return (~seen & (kType | kId)) == 0 ? at : nullptr;
}

Skimmer::Place Skimmer::action(Place at) {
  uint32_t seen = 0;
  at = skim_.object(at, [&](Place value, const Key& key) -> Place {
    if (key.text == "name") return once(seen, kName) ? skim_.string(value, action_) : nullptr;
    return skim_.add(key) ? skim_.skip(value) : nullptr;
  });
  return seen == kName ? at : nullptr;
}

Skimmer::Place Skimmer::context(Place at) {
  if (skim_.first(at) == 'n') return skim_.skip(at);
  return skim_.object(at, [&](Place value, const Key& key) -> Place {
    uint64_t hash = value::hashText(key.text, 0);
    if (!skim_.add(key, hash)) return nullptr;
    uint32_t number = vocabulary_->context.find(key.text, hash);
    if (number == NameTable::kNone || skim_.first(value) == 'n') return skim_.skip(value);
    return field(value, number);
  });
}

Skimmer::Place Skimmer::field(Place at, uint32_t number) {
  if (number == vocabulary_->now) {
    std::string_view text;
    if (!skim_.string(at, text) || !time::parseTime(text)) return nullptr;
  }
  const auto& declared = directory_->bundle().context;
  return number < declared.size() ? value(at, declared[number].type, context_[number])
                                  : skim_.skip(at);
}

Skimmer::Place Skimmer::value(Place at, core::TypeId id, Value& into) {
  const core::Type& type = directory_->bundle().type(id);
  std::string_view text;
  int64_t number = 0;
  switch (type.kind) {
    case TypeKind::boolean: {
      bool truth = skim_.first(at) == 't';
      into = Value::ofBool(truth);
      return skim_.word(at, truth ? "true" : "false");
    }
    case TypeKind::integer:
      at = skim_.integer(at, number);
      into = Value::of(value::Kind::integer, number);
      return at;
    case TypeKind::string:
      at = skim_.string(at, text);
      into = Value::ofString(text);
      return at;
    case TypeKind::enumeration: {
      at = skim_.string(at, text);
      const auto& members = directory_->bundle().enums[type.index].members;
      auto found = std::find(members.begin(), members.end(), text);
      into = Value::of(value::Kind::enumeration, found - members.begin());
      return found != members.end() ? at : nullptr;
    }
    case TypeKind::optional:
      return value(at, type.element, into);
    default:
      return nullptr;
  }
}

// What the directory knows, it alone describes.
bool Skimmer::known(uint32_t row) const {
  return row != value::kNoEntity && directory_->entity(row).known;
}

}  // namespace polc::request
