#include <algorithm>
#include <memory>
#include <new>

#include "runtime/abi/findings.h"
#include "runtime/abi/guard.h"
#include "runtime/abi/values.h"
#include "runtime/json/json.h"

namespace polc::abi {
namespace {

using core::TypeKind;
using value::Kind;
using value::Value;

// The declared type of a field, without `?`. Null where there is no such field.
const core::Type* typeOf(const polc_context* context, uint32_t field) {
  if (!context || field >= context->count) return nullptr;
  const core::Bundle& bundle = context->directory->bundle();
  const core::Type* type = &bundle.type(bundle.context[field].type);
  return type->kind == TypeKind::optional ? &bundle.type(type->element) : type;
}

void put(polc_context* context, uint32_t field, Value value) {
  Value& place = context->all()[field];
  context->unsound += static_cast<uint32_t>(place.sound()) - static_cast<uint32_t>(value.sound());
  place = value;
}

void countUnsound(polc_context& context) {
  context.unsound = static_cast<uint32_t>(
      std::ranges::count_if(context.all(), [](const Value& value) { return !value.sound(); }));
}

polc_status set(polc_context* context, uint32_t field, TypeKind kind, Value value) {
  const core::Type* type = typeOf(context, field);
  if (!type || type->kind != kind) return POLC_INVALID_ARGUMENT;
  put(context, field, value);
  return POLC_OK;
}

bool fits(const core::Type& type, const directory::Directory& directory, uint32_t row) {
  if (row >= directory.size() || !directory.entity(row).known) return false;
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

// As many values as fit begin in the cache line of the rest.
constexpr std::align_val_t kLine{64};

struct FreeContext {
  void operator()(polc_context* context) const {
    context->~polc_context();
    ::operator delete(context, kLine);
  }
};
using OwnContext = std::unique_ptr<polc_context, FreeContext>;

OwnContext newContext(const polc_directory& directory) {
  size_t count = directory.bundle->core->context.size();
  const Value* defaults = directory.defaults.get();
  auto rest = std::make_unique<polc_context::Rest>();
  rest->defaults.assign(defaults, defaults + count);
  rest->texts.resize(count);
  void* memory = ::operator new(sizeof(polc_context) + count * sizeof(Value), kLine);
  OwnContext context(::new (memory) polc_context{directory.held, std::move(rest), 0,
                                                 static_cast<uint32_t>(count)});
  std::uninitialized_copy_n(defaults, count, context->all().data());
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
    if (!decodeContext(*directory->held, view(json), context->rest->arena, context->all(),
                       findings))
      return fail(error, refused(findings, view(json)));
    countUnsound(*context);
    *out = context.release();
    return POLC_OK;
  });
}

void polc_context_free(polc_context* context) {
  if (context) FreeContext()(context);
}

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
  if (type->kind != TypeKind::string || !polc::json::isUtf8(view(value)))
    return POLC_INVALID_ARGUMENT;
  return guarded(nullptr, [&] {
    std::string& text = context->rest->texts[field];
    text.assign(view(value));
    put(context, field, Value::ofString(text));
    return POLC_OK;
  });
}

polc_status polc_context_unset(polc_context* context, uint32_t field) {
  if (!typeOf(context, field)) return POLC_INVALID_ARGUMENT;
  put(context, field, context->rest->defaults[field]);
  return POLC_OK;
}
