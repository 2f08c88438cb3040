#include "runtime/directory/draft.h"

#include "runtime/directory/closing.h"

namespace polc::directory {

Draft::Draft(std::shared_ptr<const core::Bundle> bundle)
    : made_(std::make_shared<Directory>()), fresh_(true) {
  made_->bundle_ = std::move(bundle);
  auto names = std::make_shared<Directory::Names>();
  for (const core::EntityType& type : made_->bundle().entities) names->types.add(type.name);
  for (const core::ActionDef& action : made_->bundle().actions) names->actions.add(action.name);
  made_->names_ = std::move(names);
  for (const core::EntityConstant& named : made_->bundle().entity_constants)
    addRow(named.type, named.id);
}

Draft::Draft(const Directory& base) : made_(std::make_shared<Directory>(base)), fresh_(false) {
  made_->changed_.clear();
}

uint32_t Draft::addRow(uint32_t type, std::string_view id) {
  uint32_t row = made_->rows_.add();
  Entity& entity = made_->rows_.edit(row);
  entity.type = type;
  entity.setId(arena_.copy(id));
  made_->index_.add(hashText(id, made_->seed_ ^ type), row, [&](uint32_t other) {
    const Entity& entity = made_->rows_[other];
    return hashText(entity.id(), made_->seed_ ^ entity.type);
  });
  return row;
}

uint32_t Draft::rowFor(uint32_t type, std::string_view id) {
  uint32_t row = made_->find(type, id);
  return row == value::kNoEntity ? addRow(type, id) : row;
}

void Draft::know(uint32_t row) {
  Entity& entity = made_->rows_.edit(row);
  if (!entity.known) ++made_->known_;
  entity.known = true;
  if (!fresh_) made_->changed_.push_back(row);
}

void Draft::setFields(uint32_t row, const Value* fields) {
  Entity& entity = made_->rows_.edit(row);
  size_t count = bundle().entities[entity.type].fields.size();
  entity.fields = fields;
  entity.sound =
      std::all_of(fields, fields + count, [](const Value& field) { return field.sound(); });
}

void Draft::forget(uint32_t row) {
  Entity& entity = made_->rows_.edit(row);
  if (entity.known) --made_->known_;
  entity.known = entity.sound = false;
  entity.fields = nullptr;
  setParents(row, {});
  made_->changed_.push_back(row);
}

void Draft::setParents(uint32_t row, std::vector<uint32_t> parents) {
  std::sort(parents.begin(), parents.end());
  parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
  bool added = false;
  uint32_t set = made_->memberships_.of(parents, added);
  if (added) {
    new_sets_.push_back(set);
    for (uint32_t parent : parents) {
      if (!made_->entity(parent).group) made_->rows_.edit(parent).group = true;
    }
  }
  if (made_->entity(row).groups == set) return;
  made_->rows_.edit(row).groups = set;
  if (made_->entity(row).group && !fresh_) moved_.push_back(row);
}

Draft::Closed Draft::close(const Limits& limits) {
  Closing closing(made_->memberships_, limits.memberships);
  for (uint32_t set : new_sets_) closing.add(set);
  closing.addHolding(moved_);
  Closed closed;
  if (!closing.run([&](uint32_t row) { return made_->entity(row).groups; })) {
    closed.cycle = closing.cycle();
    closed.too_many = closed.cycle.empty();
  }
  return closed;
}

std::shared_ptr<const Directory> Draft::finish() {
  made_->rows_.pack(bundle());
  return std::move(made_);
}

}  // namespace polc::directory
