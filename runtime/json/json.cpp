#include "runtime/json/json.h"

#include <fmt/format.h>

namespace polc::json {

Document::Members Document::members(const Node& container) const {
  auto at = static_cast<uint32_t>(&container - nodes_.data());
  bool holds = container.kind == Kind::array || container.kind == Kind::object;
  return {&nodes_, holds ? at + 1 : container.next, container.next};
}

const Node* Document::find(const Node& object, std::string_view key) const {
  if (object.kind != Kind::object) return nullptr;
  for (const Node& member : members(object)) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

void quote(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<uint8_t>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

}  // namespace polc::json
