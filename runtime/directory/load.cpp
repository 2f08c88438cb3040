#include <fmt/format.h>

#include <algorithm>

#include "runtime/directory/ancestors.h"
#include "runtime/directory/codes.h"
#include "runtime/directory/decode.h"

namespace polc::directory {

class Loader : private Listener {
 public:
  Loader(std::shared_ptr<const core::Bundle> bundle, std::vector<Finding>& findings)
      : directory_(std::make_shared<Directory>()), findings_(findings) {
    directory_->bundle_ = std::move(bundle);
    directory_->by_type_.resize(contract().entities.size());
    for (const core::EntityType& type : contract().entities) addName(type.name, directory_->types_);
    for (const core::ActionDef& action : contract().actions)
      addName(action.name, directory_->actions_);
    for (const core::EntityConstant& named : contract().entity_constants) {
      addRow(named.type, named.id);
    }
  }

  std::shared_ptr<const Directory> empty() { return std::move(directory_); }

  std::shared_ptr<const Directory> load(std::string_view text, const Limits& limits) {
    auto parsed = json::parse(text);
    if (auto* error = std::get_if<json::Error>(&parsed)) {
      findings_.push_back(
          {codeOf(error->fault), true, error->begin, error->end, std::move(error->message)});
      return nullptr;
    }
    json_ = &std::get<json::Document>(parsed);
    first_finding_ = findings_.size();
    readElements();
    if (!refused_) readMembers();
    if (!refused_) close(limits);
    std::stable_sort(findings_.begin() + static_cast<std::ptrdiff_t>(first_finding_),
                     findings_.end(),
                     [](const Finding& a, const Finding& b) { return a.begin < b.begin; });
    return refused_ ? nullptr : std::move(directory_);
  }

 private:
  struct Element {
    uint32_t row;
    const json::Node* uid;
    const json::Node* attrs;    // null where there are none
    const json::Node* parents;  // likewise
  };

  const core::Bundle& contract() const { return *directory_->bundle_; }
  const core::EntityType& typeOf(uint32_t row) const {
    return contract().entities[directory_->rows_[row].type];
  }
  std::string textOf(uint32_t row) const {
    return fmt::format("{}::\"{}\"", typeOf(row).name, directory_->rows_[row].id);
  }

  uint32_t addRow(uint32_t type, std::string_view id) {
    auto row = static_cast<uint32_t>(directory_->rows_.size());
    Entity entity;
    entity.type = type;
    entity.id = directory_->arena_.copy(id);
    directory_->rows_.push_back(entity);
    directory_->index_.add(hashText(entity.id, type), row);
    return row;
  }
  static void addName(std::string_view name, NameIndex& index) {
    index.add(hashText(name, 0), index.size());
  }
  uint32_t rowFor(uint32_t type, std::string_view id) {
    uint32_t row = directory_->find(type, id);
    return row == value::kNoEntity ? addRow(type, id) : row;
  }

  // ---- who is there

  void readElements() {
    const json::Node& root = json_->root();
    if (root.kind != json::Kind::array) {
      return refuse(kDirectoryShape, root, "a directory is a list of entities: [{\"uid\": …}, …]");
    }
    for (const json::Node& element : json_->members(root)) readElement(element);
  }

  void readElement(const json::Node& node) {
    const json::Node* uid = json_->find(node, "uid");
    auto name = uid ? entityName(*json_, *uid) : std::nullopt;
    if (!name) {
      return refuse(kDirectoryShape, uid ? *uid : node,
                    "an entity needs \"uid\": {\"type\": …, \"id\": …}");
    }
    const json::Node* attrs = part(node, "attrs", json::Kind::object, "an object");
    const json::Node* parents = part(node, "parents", json::Kind::array, "a list");
    uint32_t type = contract().findEntityType(name->type);
    if (type == core::kNone) {
      return refuse(kUndeclaredEntityType, *uid,
                    fmt::format("the contract declares no entity `{}`", name->type));
    }
    uint32_t row = rowFor(type, name->id);
    if (directory_->rows_[row].known) {
      return refuse(kDuplicateEntity, *uid, fmt::format("{} stands twice", textOf(row)));
    }
    directory_->rows_[row].known = true;
    elements_.push_back({row, uid, attrs, parents});
    for (const json::Node& member : json_->members(node)) {
      if (member.key != "uid" && member.key != "attrs" && member.key != "parents") {
        unknownProperty(member, std::string(member.key));
      }
    }
  }

  const json::Node* part(const json::Node& element, std::string_view key, json::Kind kind,
                         std::string_view wanted) {
    const json::Node* found = json_->find(element, key);
    if (!found || found->kind == kind) return found;
    if (found->kind != json::Kind::null) {
      refuse(kDirectoryShape, *found, fmt::format("\"{}\" must be {}", key, wanted));
    }
    return nullptr;
  }

  // ---- what they are

  void readMembers() {
    Decoder decoder(contract(), directory_->arena_, *this);
    for (const Element& element : elements_) {
      uid_ = element.uid;
      const Value* fields =
          decoder.fields(typeOf(element.row).fields, *json_, element.attrs, element.row, "");
      directory_->rows_[element.row].fields = fields;
      directory_->rows_[element.row].sound =
          std::none_of(fields, fields + typeOf(element.row).fields.size(), [](const Value& field) {
            return field.kind == value::Kind::missing || field.kind == value::Kind::invalid;
          });
      readParents(element);
    }
  }

  void readParents(const Element& element) {
    if (!element.parents) return;
    for (const json::Node& node : json_->members(*element.parents)) {
      auto name = entityName(*json_, node);
      if (!name) {
        refuse(kDirectoryShape, node, "a parent is {\"type\": …, \"id\": …}");
        continue;
      }
      uint32_t type = contract().findEntityType(name->type);
      const auto& allowed = typeOf(element.row).parents;
      if (std::find(allowed.begin(), allowed.end(), type) == allowed.end()) {
        warn(kParentNotAllowed, node,
             fmt::format(
                 "{} cannot be a member of a {}, and this is ignored: `entity {}` does not say "
                 "`in {}`",
                 textOf(element.row), name->type, typeOf(element.row).name, name->type));
        continue;
      }
      addParent(element.row, rowFor(type, name->id), node);
    }
  }

  void addParent(uint32_t row, uint32_t parent, const json::Node& node) {
    if (!directory_->rows_[parent].known) {
      warn(kParentLacking, node,
           fmt::format("the directory does not have {}, of which {} is a member", textOf(parent),
                       textOf(row)));
    }
    if (parents_.size() <= row) parents_.resize(row + 1);
    parents_[row].push_back(parent);
  }

  // Listener: what values refer to, and what is amiss in them.
  uint32_t rowOf(uint32_t type, std::string_view id, const json::Node& place) override {
    uint32_t row = rowFor(type, id);
    if (!directory_->rows_[row].known) {
      warn(kReferenceLacking, place, fmt::format("the directory does not have {}", textOf(row)));
    }
    return row;
  }
  void wrongType(const json::Node& node, const std::string& path, core::TypeId type) override {
    warn(kWrongType, node, fmt::format("`{}` must be {}", path, expected(contract(), type)));
  }
  void missingField(const json::Node* object, const std::string& path, core::TypeId type) override {
    bool nested = path.find('.') != std::string::npos;
    warn(kMissingField, nested && object ? *object : *uid_,
         fmt::format("`{}` is required and is not given; it is {}", path,
                     expected(contract(), type)));
  }
  void unknownProperty(const json::Node& node, const std::string& path) override {
    warn(kUnknownProperty, node.key_begin, node.key_end,
         fmt::format("`{}` is not declared, and is ignored", path));
  }

  // ---- what they are members of

  void close(const Limits& limits) {
    parents_.resize(directory_->rows_.size());
    Ancestry found = ancestry(parents_, limits);
    if (found.in_cycle) {
      return refuse(
          kParentCycle, *placeOf(*found.in_cycle),
          fmt::format("{} is a member of itself by way of its parents", textOf(*found.in_cycle)));
    }
    if (found.too_many) {
      return refuse(kTooManyMemberships, json_->root(),
                    fmt::format("there are more than {} memberships", limits.memberships));
    }
    for (uint32_t row = 0; row < found.of.size(); ++row) {
      const auto& all = found.of[row];
      directory_->rows_[row].ancestors = directory_->arena_.array(all.data(), all.size());
      directory_->rows_[row].ancestor_count = static_cast<uint32_t>(all.size());
    }
    listByType();
  }

  const json::Node* placeOf(uint32_t row) const {
    auto found = std::find_if(elements_.begin(), elements_.end(),
                              [&](const Element& element) { return element.row == row; });
    return found == elements_.end() ? &json_->root() : found->parents;
  }

  void listByType() {
    for (const Element& element : elements_) {
      directory_->by_type_[directory_->rows_[element.row].type].push_back(element.row);
    }
    const auto& rows = directory_->rows_;
    for (auto& list : directory_->by_type_) {
      std::sort(list.begin(), list.end(),
                [&](uint32_t a, uint32_t b) { return rows[a].id < rows[b].id; });
    }
  }

  void refuse(Code code, const json::Node& node, std::string message) {
    findings_.push_back({code, true, node.begin, node.end, std::move(message)});
    refused_ = true;
  }
  void warn(Code code, const json::Node& node, std::string message) {
    warn(code, node.begin, node.end, std::move(message));
  }
  void warn(Code code, uint32_t begin, uint32_t end, std::string message) {
    findings_.push_back({code, false, begin, end, std::move(message)});
  }

  std::shared_ptr<Directory> directory_;
  std::vector<Finding>& findings_;
  size_t first_finding_ = 0;
  bool refused_ = false;
  const json::Document* json_ = nullptr;
  const json::Node* uid_ = nullptr;  // of the entity that is being read
  std::vector<Element> elements_;
  std::vector<std::vector<uint32_t>> parents_;  // by row
};

std::shared_ptr<const Directory> Directory::load(std::shared_ptr<const core::Bundle> bundle,
                                                 std::string_view json,
                                                 std::vector<Finding>& findings,
                                                 const Limits& limits) {
  return Loader(std::move(bundle), findings).load(json, limits);
}

std::shared_ptr<const Directory> Directory::empty(std::shared_ptr<const core::Bundle> bundle) {
  std::vector<Finding> none;
  return Loader(std::move(bundle), none).empty();
}

}  // namespace polc::directory
