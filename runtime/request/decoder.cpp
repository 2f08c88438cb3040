#include "runtime/request/decoder.h"

#include <fmt/format.h>

namespace polc::request {

using json::Kind;
using json::Node;
using value::kNoEntity;

namespace {

constexpr std::string_view kPartShape = "{\"type\": …, \"id\": …}";

const Node* given(const Node* node) { return node && node->kind != Kind::null ? node : nullptr; }

}  // namespace

Decoder::Decoder(std::shared_ptr<const Directory> directory,
                 std::vector<directory::Finding>& refused)
    : request_(std::make_shared<Request>()), refused_(refused) {
  request_->directory_ = std::move(directory);
}

std::shared_ptr<const Request> Decoder::access(std::string_view text) {
  json::Document document;
  if (!parse(text, document)) return nullptr;
  Part subject, resource;
  const Node* action = nullptr;
  std::string_view action_name;
  if (!readPart("subject", subject)) return nullptr;
  action = member(document.root(), "action", "{\"name\": …}");
  if (!action) return nullptr;
  if (!readText(*action, "name", action_name)) return nullptr;
  if (!readPart("resource", resource)) return nullptr;
  const Node* context = given(document.find(document.root(), "context"));
  if (context && context->kind != Kind::object) {
    refuse(directory::kRequestShape, *context, "\"context\" must be an object");
    return nullptr;
  }
  if (context && !readNow(*context)) return nullptr;

  Access access;
  access.subject_name = {std::string(subject.type), std::string(subject.id)};
  access.resource_name = {std::string(resource.type), std::string(resource.id)};
  access.action_name = action_name;
  access.action = contract().findAction(action_name);
  access.subject = rowOf(subject);
  access.resource = rowOf(resource);
  bool same = access.subject != kNoEntity && access.subject == access.resource;
  if (same && !subject.properties) subject.properties = resource.properties;
  bool creates = action_name == "create" && !same;
  describe(access.subject, subject, false);
  if (!same) describe(access.resource, resource, creates);
  readContext(context);
  access.context = request_->context_.data();
  request_->body_ = std::move(access);
  return std::move(request_);
}

std::shared_ptr<const Request> Decoder::standing(std::string_view text) {
  json::Document document;
  Part entity;
  if (!parse(text, document) || !readPart("entity", entity)) return nullptr;
  if (!readNow(document.root())) return nullptr;
  Standing standing{rowOf(entity), {std::string(entity.type), std::string(entity.id)}};
  describe(standing.entity, entity, false);
  readContext(nullptr);
  request_->body_ = std::move(standing);
  return std::move(request_);
}

std::shared_ptr<const Request> Decoder::standingOf(const Name& name) {
  uint32_t row = rowOf({nullptr, name.type, name.id, nullptr});
  readContext(nullptr);
  request_->body_ = Standing{row, name};
  return std::move(request_);
}

std::shared_ptr<const Request> Decoder::accessOf(const Name& subject, std::string_view action,
                                                 const Name& resource,
                                                 const value::Value* context) {
  Access access;
  access.subject_name = subject;
  access.resource_name = resource;
  access.action_name = action;
  access.action = contract().findAction(action);
  access.subject = rowOf({nullptr, subject.type, subject.id, nullptr});
  access.resource = rowOf({nullptr, resource.type, resource.id, nullptr});
  readContext(nullptr);
  for (size_t i = 0; context && i < request_->context_.size(); ++i) {
    request_->context_[i] = request_->arena_.adopt(context[i]);
  }
  access.context = request_->context_.data();
  request_->body_ = std::move(access);
  return std::move(request_);
}

std::shared_ptr<const Request> Decoder::query(const Query& query) {
  Access access;
  access.subject = query.subject;
  access.resource = query.resource;
  access.subject_name = nameOf(query.subject);
  access.resource_name = nameOf(query.resource);
  access.action = query.action;
  if (query.action != core::kNone) access.action_name = contract().actions[query.action].name;
  if (query.context) {
    request_->context_.assign(query.context, query.context + contract().context.size());
  } else {
    readContext(nullptr);
  }
  access.context = request_->context_.data();
  request_->body_ = std::move(access);
  return std::move(request_);
}

Name Decoder::nameOf(uint32_t row) const {
  if (row == kNoEntity) return {};
  const directory::Entity& entity = request_->directory_->entity(row);
  return {contract().entities[entity.type].name, std::string(entity.id())};
}

// ---- parts of the text

bool Decoder::parse(std::string_view text, json::Document& document) {
  auto parsed = json::parse(text);
  if (auto* error = std::get_if<json::Error>(&parsed)) {
    return refuse(directory::codeOf(error->fault), error->begin, error->end,
                  std::move(error->message));
  }
  document = std::move(std::get<json::Document>(parsed));
  json_ = &document;
  return document.root().kind == Kind::object ||
         refuse(directory::kRequestShape, document.root(), "a request is an object");
}

const Node* Decoder::member(const Node& object, std::string_view key, std::string_view shape) {
  const Node* found = given(json_->find(object, key));
  if (!found) {
    refuse(directory::kRequestPartMissing, object,
           fmt::format("\"{}\": {} is missing", key, shape));
  } else if (found->kind != Kind::object) {
    refuse(directory::kRequestShape, *found, fmt::format("\"{}\" must be {}", key, shape));
    return nullptr;
  }
  return found;
}

bool Decoder::readText(const Node& object, std::string_view key, std::string_view& text) {
  const Node* found = given(json_->find(object, key));
  if (!found) {
    return refuse(directory::kRequestPartMissing, object, fmt::format("\"{}\" is missing", key));
  }
  if (found->kind != Kind::string) {
    return refuse(directory::kRequestShape, *found, fmt::format("\"{}\" must be a text", key));
  }
  text = found->text;
  return true;
}

bool Decoder::readPart(std::string_view key, Part& part) {
  part.node = member(json_->root(), key, kPartShape);
  if (!part.node) return false;
  if (!readText(*part.node, "type", part.type) || !readText(*part.node, "id", part.id))
    return false;
  part.properties = given(json_->find(*part.node, "properties"));
  if (!part.properties || part.properties->kind == Kind::object) return true;
  return refuse(directory::kRequestShape, *part.properties, "\"properties\" must be an object");
}

bool Decoder::readNow(const Node& object) {
  const Node* now = given(json_->find(object, "now"));
  if (!now) return true;
  if (now->kind == Kind::string) request_->now_ = time::parseTime(now->text);
  return request_->now_ ||
         refuse(directory::kBadNow, *now,
                "\"now\" must be an instant with its offset, such as \"2026-03-01T10:00:00Z\"");
}

// ---- rows and values

// Of a registered type only the directory speaks, but of what is being created; and what the directory has, it alone
// describes.
void Decoder::describe(uint32_t row, const Part& part, bool creates) {
  if (row == kNoEntity || !part.properties || inDirectory(row)) return;
  if (registered(row) && !creates) return;
  directory::Decoder decoder(contract(), request_->arena_, *this);
  uint32_t type = typeOf(row);
  const value::Value* fields =
      decoder.fields(contract().entities[type].fields, *json_, part.properties, row, "");
  directory::Entity entity;
  entity.type = type;
  entity.setId(request_->world().entity(row).id());
  entity.known = true;
  entity.born_now = creates;
  entity.fields = fields;
  uint32_t size = request_->directory_->size();
  if (row < size) {
    request_->described_.push_back({row, entity});
  } else {
    request_->overlay_[row - size] = entity;
  }
}

void Decoder::readContext(const Node* context) {
  json::Document none;
  directory::Decoder decoder(contract(), request_->arena_, *this);
  const auto& declared = contract().context;
  const value::Value* values =
      decoder.fields(declared, json_ ? *json_ : none, context, kNoEntity, "context.");
  request_->context_.assign(values, values + declared.size());
}

uint32_t Decoder::rowOf(const Part& part) {
  uint32_t type = contract().findEntityType(part.type);
  return type == core::kNone ? kNoEntity : rowFor(type, part.id);
}

uint32_t Decoder::rowOf(uint32_t type, std::string_view id, const Node&) {
  return rowFor(type, id);
}

uint32_t Decoder::rowFor(uint32_t type, std::string_view id) {
  uint32_t row = request_->directory_->find(type, id);
  if (row != kNoEntity) return row;
  if (auto found = added_.find({type, id}); found != added_.end()) return found->second;
  directory::Entity entity;
  entity.type = type;
  entity.setId(request_->arena_.copy(id));
  row = request_->world().size();
  request_->overlay_.push_back(entity);
  added_.emplace(std::pair(type, entity.id()), row);
  return row;
}

bool Decoder::inDirectory(uint32_t row) const {
  const Directory& directory = *request_->directory_;
  return row < directory.size() && directory.entity(row).known;
}
uint32_t Decoder::typeOf(uint32_t row) const { return request_->world().entity(row).type; }
bool Decoder::registered(uint32_t row) const { return contract().entities[typeOf(row)].registered; }

bool Decoder::refuse(directory::Code code, uint32_t begin, uint32_t end, std::string message) {
  refused_.push_back({code, true, begin, end, std::move(message)});
  return false;
}
bool Decoder::refuse(directory::Code code, const Node& node, std::string message) {
  return refuse(code, node.begin, node.end, std::move(message));
}

}  // namespace polc::request
