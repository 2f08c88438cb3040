#include <algorithm>

#include "runtime/abi/findings.h"
#include "runtime/abi/guard.h"
#include "runtime/abi/values.h"

namespace polc::abi {
namespace {

using core::TypeKind;
using value::Kind;
using value::Value;

// The declared type of a field, without `?`. Null where there is no such field.
const core::Type* typeOf(const polc_context* context, uint32_t field) {
  if (!context || field >= context->values.size()) return nullptr;
  const core::Bundle& bundle = context->directory->bundle();
  const core::Type* type = &bundle.type(bundle.context[field].type);
  return type->kind == TypeKind::optional ? &bundle.type(type->element) : type;
}

void put(polc_context* context, uint32_t field, Value value) {
  Value& place = context->values[field];
  context->unsound += static_cast<uint32_t>(place.sound()) - static_cast<uint32_t>(value.sound());
  place = value;
}

void countUnsound(polc_context& context) {
  context.unsound = static_cast<uint32_t>(
      std::ranges::count_if(context.values, [](const Value& value) { return !value.sound(); }));
}

polc_status set(polc_context* context, uint32_t field, TypeKind kind, Value value) {
  const core::Type* type = typeOf(context, field);
  if (!type || type->kind != kind) return POLC_INVALID_ARGUMENT;
  put(context, field, value);
  return POLC_OK;
}

bool fits(const core::Type& type, const directory::Directory& directory, uint32_t row) {
  if (row >= directory.size()) return false;
  if (type.kind == TypeKind::any_entity) return true;
  return type.kind == TypeKind::entity && type.index == directory.entity(row).type;
}

polc_status setMember(polc_context* context, uint32_t field, const core::EnumType& type,
                      std::string_view name) {
  for (size_t i = 0; i < type.members.size(); ++i) {
    if (type.members[i] != name) continue;
    put(context, field, Value::of(Kind::enumeration, static_cast<int64_t>(i)));
    return POLC_OK;
  }
  return POLC_INVALID_ARGUMENT;
}

std::unique_ptr<polc_context> newContext(const polc_directory& directory) {
  auto context = std::make_unique<polc_context>();
  size_t count = directory.bundle->core->context.size();
  context->directory = directory.held;
  context->defaults.assign(directory.defaults.get(), directory.defaults.get() + count);
  context->values = context->defaults;
  context->texts.resize(count);
  countUnsound(*context);
  return context;
}

constexpr const char* kNoDirectory = "a context is of a directory, and goes to `out`";

}  // namespace
}  // namespace polc::abi

using namespace polc::abi;

polc_status polc_context_new(const polc_directory* directory, polc_context** out,
                             polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!directory || !out) return invalid(error, kNoDirectory);
    *out = newContext(*directory).release();
    return POLC_OK;
  });
}

polc_status polc_context_parse(const polc_directory* directory, polc_string json,
                               polc_context** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!directory || !out) return invalid(error, kNoDirectory);
    auto context = newContext(*directory);
    std::vector<polc::directory::Finding> findings;
    if (!decodeContext(*directory->held, view(json), context->arena, context->values, findings))
      return fail(error, refused(findings, view(json)));
    countUnsound(*context);
    *out = context.release();
    return POLC_OK;
  });
}

void polc_context_free(polc_context* context) { delete context; }

polc_status polc_context_set_bool(polc_context* context, uint32_t field, int value) {
  return set(context, field, TypeKind::boolean, Value::ofBool(value != 0));
}
polc_status polc_context_set_int(polc_context* context, uint32_t field, int64_t value) {
  return set(context, field, TypeKind::integer, Value::of(Kind::integer, value));
}

polc_status polc_context_set_time(polc_context* context, uint32_t field, int64_t micros) {
  if (micros < polc::value::kTimeMin || micros > polc::value::kTimeMax)
    return POLC_INVALID_ARGUMENT;
  return set(context, field, TypeKind::time, Value::of(Kind::time, micros));
}

polc_status polc_context_set_entity(polc_context* context, uint32_t field, uint32_t entity) {
  const polc::core::Type* type = typeOf(context, field);
  if (!type || !fits(*type, *context->directory, entity)) return POLC_INVALID_ARGUMENT;
  put(context, field, Value::ofEntity(entity));
  return POLC_OK;
}

polc_status polc_context_set_string(polc_context* context, uint32_t field, polc_string value) {
  const polc::core::Type* type = typeOf(context, field);
  if (!type) return POLC_INVALID_ARGUMENT;
  const polc::core::Bundle& bundle = context->directory->bundle();
  if (type->kind == TypeKind::enumeration)
    return setMember(context, field, bundle.enums[type->index], view(value));
  if (type->kind != TypeKind::string) return POLC_INVALID_ARGUMENT;
  return guarded(nullptr, [&] {
    std::string& text = context->texts[field];
    text.assign(view(value));
    put(context, field, Value::ofString(text));
    return POLC_OK;
  });
}

polc_status polc_context_unset(polc_context* context, uint32_t field) {
  if (!typeOf(context, field)) return POLC_INVALID_ARGUMENT;
  put(context, field, context->defaults[field]);
  return POLC_OK;
}
