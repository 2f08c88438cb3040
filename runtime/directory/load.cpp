#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "runtime/directory/codes.h"
#include "runtime/directory/decode.h"
#include "runtime/directory/draft.h"

namespace polc::directory {

class Loader : private Listener {
 public:
  Loader(Draft& draft, bool changes, std::vector<Finding>& findings)
      : draft_(draft), changes_(changes), findings_(findings) {}

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
    return refused_ ? nullptr : draft_.finish();
  }

 private:
  struct Element {
    uint32_t row;
    const json::Node* uid;
    const json::Node* attrs;    // null where there are none
    const json::Node* parents;  // likewise
  };

  const core::Bundle& contract() const { return draft_.bundle(); }
  const core::EntityType& typeOf(uint32_t row) const {
    return contract().entities[draft_.entity(row).type];
  }
  std::string textOf(uint32_t row) const {
    return fmt::format("{}::\"{}\"", typeOf(row).name, draft_.entity(row).id());
  }

  // ---- who is there

  void readElements() {
    const json::Node& root = json_->root();
    if (root.kind != json::Kind::array) {
      return refuse(kDirectoryShape, root, "a directory is a list of entities: [{\"uid\": …}, …]");
    }
    for (const json::Node& element : json_->members(root)) {
      const json::Node* deleted = changes_ ? json_->find(element, "delete") : nullptr;
      deleted ? readDeletion(element, *deleted) : readElement(element);
    }
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
    uint32_t type = typeNamed(name->type, *uid);
    if (type == core::kNone) return;
    uint32_t row = draft_.rowFor(type, name->id);
    if (!onlyOnce(row, *uid)) return;
    draft_.know(row);
    elements_.push_back({row, uid, attrs, parents});
    for (const json::Node& member : json_->members(node)) {
      if (member.key != "uid" && member.key != "attrs" && member.key != "parents") {
        unknownProperty(member, std::string(member.key));
      }
    }
  }

  void readDeletion(const json::Node& node, const json::Node& deleted) {
    auto name = entityName(*json_, deleted);
    if (!name) {
      return refuse(kDirectoryShape, deleted, "what is deleted is {\"type\": …, \"id\": …}");
    }
    uint32_t type = typeNamed(name->type, deleted);
    if (type == core::kNone) return;
    uint32_t row = draft_.rowFor(type, name->id);
    if (!onlyOnce(row, deleted)) return;
    if (!draft_.entity(row).known) {
      warn(kReferenceLacking, deleted,
           fmt::format("the directory does not have {}, which is to be deleted", textOf(row)));
    }
    draft_.forget(row);
    for (const json::Node& member : json_->members(node)) {
      if (member.key != "delete") unknownProperty(member, std::string(member.key));
    }
  }

  uint32_t typeNamed(std::string_view name, const json::Node& place) {
    uint32_t type = contract().findEntityType(name);
    if (type == core::kNone) {
      refuse(kUndeclaredEntityType, place,
             fmt::format("the contract declares no entity `{}`", name));
    }
    return type;
  }

  bool onlyOnce(uint32_t row, const json::Node& place) {
    bool first = changes_ ? named_.insert(row).second : !draft_.entity(row).known;
    if (!first) refuse(kDuplicateEntity, place, fmt::format("{} stands twice", textOf(row)));
    return first;
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
    Decoder decoder(contract(), draft_.arena(), *this, &draft_.paths());
    for (const Element& element : elements_) {
      uid_ = element.uid;
      draft_.setFields(element.row, decoder.fields(typeOf(element.row).fields, *json_,
                                                   element.attrs, element.row, ""));
      draft_.setParents(element.row, parentsOf(element));
    }
  }

  std::vector<uint32_t> parentsOf(const Element& element) {
    std::vector<uint32_t> rows;
    if (!element.parents) return rows;
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
      rows.push_back(draft_.rowFor(type, name->id));
      checkParent(element.row, rows.back(), node);
    }
    return rows;
  }

  void checkParent(uint32_t row, uint32_t parent, const json::Node& node) {
    if (!draft_.entity(parent).known) {
      warn(kParentLacking, node,
           fmt::format("the directory does not have {}, of which {} is a member", textOf(parent),
                       textOf(row)));
    }
  }

  // Listener: what values refer to, and what is amiss in them.
  uint32_t rowOf(uint32_t type, std::string_view id, const json::Node& place) override {
    uint32_t row = draft_.rowFor(type, id);
    if (!draft_.entity(row).known) {
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
    Draft::Closed closed = draft_.close(limits);
    if (!closed.cycle.empty()) return refuseCycle(closed.cycle);
    if (closed.too_many) {
      refuse(kTooManyMemberships, json_->root(),
             fmt::format("there are more than {} memberships", limits.memberships));
    }
  }

  // At an entity of this text: where there was no cycle before, one of its entities stands here.
  void refuseCycle(const std::vector<uint32_t>& cycle) {
    auto on_it = [&](const Element& element) { return std::ranges::count(cycle, element.row) > 0; };
    auto found = std::ranges::find_if(elements_, on_it);
    refuse(kParentCycle, *found->parents,
           fmt::format("{} is a member of itself by way of its parents", textOf(found->row)));
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

  Draft& draft_;
  bool changes_;
  std::vector<Finding>& findings_;
  size_t first_finding_ = 0;
  bool refused_ = false;
  const json::Document* json_ = nullptr;
  const json::Node* uid_ = nullptr;  // of the entity that is being read
  std::vector<Element> elements_;
  std::unordered_set<uint32_t> named_;  // rows of the changes
};

std::shared_ptr<const Directory> Directory::load(std::shared_ptr<const core::Bundle> bundle,
                                                 std::string_view json,
                                                 std::vector<Finding>& findings,
                                                 const Limits& limits) {
  Draft draft(std::move(bundle));
  return Loader(draft, false, findings).load(json, limits);
}

std::shared_ptr<const Directory> Directory::with(std::string_view json,
                                                 std::vector<Finding>& findings,
                                                 const Limits& limits) const {
  Draft draft(*this);
  return Loader(draft, true, findings).load(json, limits);
}

std::shared_ptr<const Directory> Directory::empty(std::shared_ptr<const core::Bundle> bundle) {
  return Draft(std::move(bundle)).finish();
}

}  // namespace polc::directory
