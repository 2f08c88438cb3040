#include <algorithm>

#include "runtime/decision/decision.h"
#include "runtime/decision/writer.h"
#include "runtime/value/literal.h"

namespace polc::decision {
namespace {

using core::TypeKind;
using value::Value;

std::string decimal(int64_t ten_thousandths) {
  int64_t whole = ten_thousandths / value::kDecimalScale;
  int64_t rest = ten_thousandths % value::kDecimalScale;
  std::string sign = ten_thousandths < 0 ? "-" : "";
  std::string fraction = fmt::format("{:04}", rest < 0 ? -rest : rest);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  std::string out = fmt::format("{}{}", sign, whole < 0 ? -whole : whole);
  return fraction.empty() ? out : out + "." + fraction;
}

class ValueWriter {
 public:
  ValueWriter(const directory::World& world, Writer& writer) : world_(world), writer_(writer) {}

  void write(const Value& value, core::TypeId id) {
    const core::Type& type = bundle().type(id);
    if (type.kind == TypeKind::optional) return write(value, type.element);
    if (!value.given()) {
      writer_.null();
      return;
    }
    switch (type.kind) {
      case TypeKind::boolean:
        writer_.raw(value.boolean() ? "true" : "false");
        return;
      case TypeKind::integer:
        writer_.number(value.bits);
        return;
      case TypeKind::decimal:
        writer_.raw(decimal(value.bits));
        return;
      case TypeKind::entity:
      case TypeKind::any_entity:
        return writeEntity(value.row());
      case TypeKind::record:
        return writeRecord(value.record(), bundle().records[type.index]);
      case TypeKind::set:
        return writeSet(value.set(), type.element);
      case TypeKind::map:
        return writeMap(value.map(), type.element);
      default:
        writer_.text(text(value, type));
    }
  }

 private:
  const core::Bundle& bundle() const { return world_.bundle(); }

  std::string text(const Value& value, const core::Type& type) const {
    switch (type.kind) {
      case TypeKind::time:
        return time::formatTime(value.bits);
      case TypeKind::date:
        return time::formatDate(bundle().zones[0], value.bits);
      case TypeKind::duration:
        return time::formatDuration(value.bits);
      case TypeKind::period:
        return time::formatPeriod(value.bits);
      case TypeKind::ip:
        return value::formatIp(value.ip());
      case TypeKind::version:
        return value::formatVersion(value.version());
      case TypeKind::enumeration:
        return bundle().enums[type.index].members[static_cast<size_t>(value.bits)];
      case TypeKind::action:
        return bundle().actions[static_cast<size_t>(value.bits)].name;
      default:
        return std::string(value.string());
    }
  }

  // Entities by type and id, not by row: rows depend on what else was loaded, and in which order.
  auto before() const {
    return [this](const Value& a, const Value& b) {
      const directory::Entity &x = world_.entity(a.row()), &y = world_.entity(b.row());
      return x.type != y.type ? bundle().entities[x.type].name < bundle().entities[y.type].name
                              : x.id() < y.id();
    };
  }

  void writeEntity(uint32_t row) {
    const directory::Entity& entity = world_.entity(row);
    writer_.open('{').key("type").text(bundle().entities[entity.type].name);
    writer_.key("id").text(entity.id()).close('}');
  }

  void writeRecord(const value::Record& record, const core::RecordType& type) {
    writer_.open('{');
    for (uint32_t i = 0; i < record.count; ++i) {
      if (!record.fields[i].given()) continue;
      writer_.key(type.fields[i].name);
      write(record.fields[i], type.fields[i].type);
    }
    writer_.close('}');
  }

  void writeSet(const value::Set& set, core::TypeId element) {
    writer_.open('[');
    std::vector<Value> members(set.members, set.members + set.count);
    if (set.count > 0 && members[0].kind == value::Kind::entity) {
      std::ranges::make_heap(members, before());  // less code than std::sort
      std::ranges::sort_heap(members, before());
    }
    for (const Value& member : members) write(member, element);
    writer_.close(']');
  }

  void writeMap(const value::Map& map, core::TypeId element) {
    writer_.open('{');
    for (uint32_t i = 0; i < map.count; ++i) {
      writer_.key(map.entries[i].key);
      write(map.entries[i].value, element);
    }
    writer_.close('}');
  }

  const directory::World& world_;
  Writer& writer_;
};

}  // namespace

std::string valueJson(const Value& value, core::TypeId type, const directory::World& world) {
  Writer writer;
  ValueWriter(world, writer).write(value, type);
  return writer.take();
}

}  // namespace polc::decision
