#include "runtime/request/skim.h"

#include <algorithm>

#include "runtime/value/hash.h"

namespace polc::request {

using core::TypeKind;
using json::Kind;
using value::Value;

bool Skimmer::read(const directory::Directory& directory, const Value* defaults,
                   std::string_view json, Query& query) {
  if (!skim_.read(json)) return false;
  directory_ = &directory;
  const Node* action = given(0, "action");
  std::string_view name;
  query.directory = &directory;
  if (!action || action->kind != Kind::object || !entity("subject", query.subject) ||
      !entity("resource", query.resource) ||
      !text(static_cast<uint32_t>(action - skim_.nodes().data()), "name", name))
    return false;
  query.action = directory.findAction(name);
  context_.assign(defaults, defaults + directory.bundle().context.size());
  query.context = context_.data();
  return query.action != core::kNone && context();
}

const json::Skimmed* Skimmer::member(uint32_t object, std::string_view key) const {
  auto nodes = skim_.nodes();
  for (uint32_t i = object + 1; i < nodes[object].next; i = nodes[i].next) {
    if (nodes[i].key == key) return &nodes[i];
  }
  return nullptr;
}

const json::Skimmed* Skimmer::given(uint32_t object, std::string_view key) const {
  const Node* found = member(object, key);
  return found && found->kind != Kind::null ? found : nullptr;
}

bool Skimmer::text(uint32_t object, std::string_view key, std::string_view& into) const {
  const Node* found = member(object, key);
  if (!found || found->kind != Kind::string) return false;
  into = found->text;
  return true;
}

// What the directory knows, it alone describes.
bool Skimmer::entity(std::string_view key, uint32_t& row) const {
  const Node* node = member(0, key);
  if (!node || node->kind != Kind::object) return false;
  auto at = static_cast<uint32_t>(node - skim_.nodes().data());
  std::string_view type, id;
  if (!text(at, "type", type) || !text(at, "id", id)) return false;
  const Node* properties = given(at, "properties");
  if (properties && properties->kind != Kind::object) return false;
  row = directory_->find(type, id);
  return row != value::kNoEntity && directory_->entity(row).known;
}

bool Skimmer::context() {
  const Node* object = given(0, "context");
  if (!object) return true;
  if (object->kind != Kind::object) return false;
  nameFields();
  auto nodes = skim_.nodes();
  const auto& declared = directory_->bundle().context;
  for (uint32_t i = static_cast<uint32_t>(object - nodes.data()) + 1; i < object->next;
       i = nodes[i].next) {
    const Node& node = nodes[i];
    if (node.kind == Kind::null) continue;
    if (node.key == "now" && (node.kind != Kind::string || !time::parseTime(node.text)))
      return false;
    uint32_t at = fields_.find(node.hash, [&](uint32_t f) { return declared[f].name == node.key; });
    if (at != directory::NameIndex::kNone && !field(declared[at], node, context_[at])) return false;
  }
  return true;
}

bool Skimmer::field(const core::FieldDef& declared, const Node& node, Value& into) const {
  const core::Bundle& bundle = directory_->bundle();
  const core::Type* type = &bundle.type(declared.type);
  if (type->kind == TypeKind::optional) type = &bundle.type(type->element);
  switch (type->kind) {
    case TypeKind::boolean:
      into = Value::ofBool(node.truth);
      return node.kind == Kind::boolean;
    case TypeKind::integer:
      into = Value::of(value::Kind::integer, node.integer);
      return node.whole;
    case TypeKind::string:
      into = Value::ofString(node.text);
      return node.kind == Kind::string;
    case TypeKind::enumeration: {
      const auto& members = bundle.enums[type->index].members;
      auto found = std::find(members.begin(), members.end(), node.text);
      into = Value::of(value::Kind::enumeration, found - members.begin());
      return node.kind == Kind::string && found != members.end();
    }
    default:
      return false;
  }
}

void Skimmer::nameFields() {
  if (named_ == directory_->serial()) return;
  const auto& declared = directory_->bundle().context;
  fields_ = {};
  for (uint32_t i = 0; i < declared.size(); ++i)
    fields_.add(value::hashText(declared[i].name, 0), i);
  named_ = directory_->serial();
}

}  // namespace polc::request
