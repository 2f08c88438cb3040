#include "runtime/abi/values.h"

#include <algorithm>

#include "runtime/directory/codes.h"
#include "runtime/directory/decode.h"

namespace polc::abi {
namespace {

using value::Value;

// Values of a context name entities of the directory, and no others.
class Names : public directory::Listener {
 public:
  Names(const directory::Directory& directory, std::vector<directory::Finding>& refused)
      : directory_(directory), refused_(refused) {}

  uint32_t rowOf(uint32_t type, std::string_view id, const json::Node& place) override {
    uint32_t row = directory_.find(type, id);
    if (row == value::kNoEntity || !directory_.entity(row).known) {
      refused_.push_back({directory::kReferenceLacking, true, place.begin, place.end,
                          "the directory does not have this entity"});
      return 0;
    }
    return row;
  }

 private:
  const directory::Directory& directory_;
  std::vector<directory::Finding>& refused_;
};

class NoNames : public directory::Listener {
  uint32_t rowOf(uint32_t, std::string_view, const json::Node&) override {
    return value::kNoEntity;
  }
};

}  // namespace

std::shared_ptr<const Value[]> contextDefaults(std::shared_ptr<const core::Bundle> bundle) {
  value::Arena arena;  // only for what is decoded, and nothing is
  NoNames names;
  json::Document none;
  directory::Decoder decoder(*bundle, arena, names);
  const Value* values =
      decoder.fields(bundle->context, none, nullptr, value::kNoEntity, "context.");
  struct Kept {
    std::shared_ptr<const core::Bundle> bundle;
    std::vector<Value> values;
  };
  auto kept = std::make_shared<Kept>();
  kept->values.assign(values, values + bundle->context.size());
  kept->bundle = std::move(bundle);
  const Value* first = kept->values.data();
  return {std::move(kept), first};
}

bool decodeContext(const directory::Directory& directory, std::string_view text,
                   value::Arena& arena, std::span<Value> values,
                   std::vector<directory::Finding>& refused) {
  auto parsed = json::parse(text);
  if (auto* error = std::get_if<json::Error>(&parsed)) {
    refused.push_back({directory::codeOf(error->fault), true, error->begin, error->end,
                       std::move(error->message)});
    return false;
  }
  const auto& document = std::get<json::Document>(parsed);
  const json::Node& root = document.root();
  if (root.kind != json::Kind::object) {
    refused.push_back(
        {directory::kRequestShape, true, root.begin, root.end, "a context is an object"});
    return false;
  }
  Names names(directory, refused);
  const auto& declared = directory.bundle().context;
  directory::Decoder decoder(directory.bundle(), arena, names);
  const Value* decoded = decoder.fields(declared, document, &root, value::kNoEntity, "context.");
  std::ranges::copy(std::span(decoded, declared.size()), values.begin());
  return refused.empty();
}

}  // namespace polc::abi
