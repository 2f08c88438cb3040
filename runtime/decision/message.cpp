#include <fmt/format.h>

#include "runtime/decision/decision.h"
#include "runtime/decision/path.h"
#include "runtime/json/json.h"

namespace polc::decision {
namespace {

std::string_view messageOf(ErrorCode code) {
  switch (code) {
#define EVALUATION_ERROR(number, name, message) \
  case ErrorCode::name:                         \
    return message;
#include "runtime/decision/errors.def"
#undef EVALUATION_ERROR
  }
  return {};
}

}  // namespace

std::string entityText(uint32_t row, const request::Request& request) {
  if (row == value::kNoEntity) return "the request";
  directory::World world = request.world();
  const directory::Entity& entity = world.entity(row);
  std::string out = world.bundle().entities[entity.type].name + "::";
  json::quote(out, entity.id());
  return out;
}

std::string message(const Cause& cause, const request::Request& request) {
  std::string path = Path(cause).text();
  bool nameless = cause.code == ErrorCode::undeclared_type && cause.entity == value::kNoEntity;
  return fmt::format(fmt::runtime(messageOf(cause.code)),
                     fmt::arg("entity", nameless ? path : entityText(cause.entity, request)),
                     fmt::arg("path", path));
}

}  // namespace polc::decision
