#include <algorithm>

#include "runtime/functions/functions.h"

namespace polc::functions {
namespace {

using value::Kind;

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool startsCharacter(char byte) { return (static_cast<uint8_t>(byte) & 0xC0) != 0x80; }

}  // namespace

Value lower(Call& call, const Value* a) {
  std::string_view text = a[0].string();
  if (std::none_of(text.begin(), text.end(), isUpper)) return a[0];
  char* copy = call.scratch->array(text.data(), text.size());
  std::transform(copy, copy + text.size(), copy,
                 [](char c) { return isUpper(c) ? static_cast<char>(c + ('a' - 'A')) : c; });
  return Value::ofString({copy, text.size()});
}
Value starts_with(Call&, const Value* a) {
  return Value::ofBool(a[0].string().substr(0, a[1].extra) == a[1].string());
}
Value ends_with(Call&, const Value* a) {
  return Value::ofBool(a[0].string().ends_with(a[1].string()));
}
Value contains(Call&, const Value* a) {
  return Value::ofBool(a[0].string().find(a[1].string()) != std::string_view::npos);
}

Value size_string(Call&, const Value* a) {
  std::string_view text = a[0].string();
  return Value::of(Kind::integer, std::count_if(text.begin(), text.end(), startsCharacter));
}
Value size_set(Call&, const Value* a) { return Value::of(Kind::integer, a[0].set().count); }
Value size_map(Call&, const Value* a) { return Value::of(Kind::integer, a[0].map().count); }

const std::vector<Row>& rows() {
  static const std::vector<Row> table = {
#define FUNCTION(id, source, result, arguments, cost) {#id, source, result, arguments, cost, id},
#include "runtime/functions/functions.def"
#undef FUNCTION
  };
  return table;
}

}  // namespace polc::functions
