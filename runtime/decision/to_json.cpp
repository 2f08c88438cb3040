#include "runtime/decision/decision.h"
#include "runtime/decision/path.h"
#include "runtime/decision/writer.h"

namespace polc::decision {
namespace {

std::string_view name(ContractState state) {
  constexpr std::string_view kNames[] = {"not_in_force", "in_force", "ended"};
  return kNames[static_cast<size_t>(state)];
}

std::string_view severityName(uint8_t severity) {
  constexpr std::string_view kNames[] = {"low", "medium", "high", "critical"};
  return kNames[severity];
}

class DecisionWriter {
 public:
  DecisionWriter(const Decision& decision, const request::Request& request)
      : decision_(decision), request_(request), world_(request.world()) {}

  std::string write() {
    writer_.open('{').key("outcome").text(polc::decision::name(decision_.outcome));
    list("reasons", decision_.reasons, [&](const Reason& reason) { writeReason(reason); });
    list("nearest", decision_.nearest, [&](const Near& near) { writeNear(near); });
    list("set_aside", decision_.set_aside, [&](const SetAside& aside) { writeSetAside(aside); });
    list("obligations", decision_.obligations,
         [&](const Obligation& obligation) { writeObligation(obligation); });
    list("findings", decision_.findings, [&](const FindingOf& found) { writeFinding(found); });
    if (decision_.standing) {
      writer_.key("phase").text(polc::decision::name(decision_.phase));
      writeInstant("deadline", decision_.deadline);
    }
    writeInstant("stable_until", decision_.stable_until);
    list("errors", decision_.errors, [&](const Cause& cause) { writeCause(cause); });
    writer_.key("contract_state").text(name(decision_.contract_state));
    writer_.key("contract").text(bundle().contract).key("bundle").text(bundle().digest);
    writer_.key("amended_through").number(bundle().amended_through).close('}');
    return writer_.take();
  }

 private:
  const core::Bundle& bundle() const { return world_.bundle(); }

  template <class T, class Write>
  void list(std::string_view key, const std::vector<T>& all, Write write) {
    writer_.key(key).open('[');
    for (const T& one : all) {
      writer_.open('{');
      write(one);
      writer_.close('}');
    }
    writer_.close(']');
  }

  void writeReason(const Reason& reason) {
    writeClause(reason.from->clause);
    writer_.key("effect").text(polc::decision::name(reason.effect));
    writeEntity(reason.entity);
    writePlace(*reason.from);
  }

  void writeNear(const Near& near) {
    writeClause(near.from->clause);
    writePlace(*near.from);
    list("lacked", near.lacked, [&](const Lack& lack) {
      writer_.key("condition").text(lack.condition).key("read").open('[');
      for (const std::string& read : lack.read) writer_.text(read);
      writer_.close(']');
    });
  }

  void writeSetAside(const SetAside& aside) {
    writeClause(aside.what.from->clause);
    writer_.key("effect").text(polc::decision::name(aside.what.effect));
    writeEntity(aside.what.entity);
    writer_.key("by").text(bundle().clauses[aside.by->clause].identity);
  }

  void writeObligation(const Obligation& obligation) {
    const core::ObligationDef& definition = bundle().obligations[obligation.obligation];
    writer_.key("id").text(definition.name).key("properties").open('{');
    for (size_t i = 0; i < obligation.properties.size(); ++i) {
      if (!obligation.properties[i].given()) continue;
      const core::FieldDef& parameter = definition.parameters[i];
      writer_.key(parameter.name).raw(valueJson(obligation.properties[i], parameter.type, world_));
    }
    writer_.close('}');
    writeClause(obligation.clause);
    writeEntity(obligation.entity);
  }

  void writeFinding(const FindingOf& found) {
    const core::Requirement& requirement = *found.requirement;
    writeClause(requirement.from.clause);
    writer_.key("severity").text(severityName(requirement.severity));
    writeText("cites", requirement.cites);
    writeText("message", requirement.message);
    writeEntity(found.entity);
  }

  void writeCause(const Cause& cause) {
    writer_.key("code").text(fmt::format("P{:04}", static_cast<uint16_t>(cause.code)));
    writeEntity(cause.entity);
    writer_.key("path").text(Path(cause).text());
    writer_.key("message").text(message(cause, request_));
  }

  void writeClause(ClauseId clause) {
    writer_.key("clause").text(bundle().clauses[clause].identity);
  }

  void writeEntity(uint32_t row) {
    writer_.key("entity");
    if (row == value::kNoEntity) {
      writer_.null();
      return;
    }
    const directory::Entity& entity = world_.entity(row);
    writer_.open('{').key("type").text(bundle().entities[entity.type].name);
    writer_.key("id").text(entity.id()).close('}');
  }

  void writePlace(const core::Provenance& from) {
    writer_.key("amendment");
    from.amendment == 0 ? writer_.null() : writer_.number(from.amendment);
    writer_.key("file").text(bundle().files[from.file]).key("line").number(from.line);
    writeText("title", from.title);
  }

  void writeText(std::string_view key, uint32_t text) {
    writer_.key(key);
    text == core::kNone ? writer_.null() : writer_.text(bundle().texts[text]);
  }

  void writeInstant(std::string_view key, Micros at) {
    writer_.key(key);
    at == value::kNever ? writer_.null() : writer_.text(time::formatTime(at));
  }

  const Decision& decision_;
  const request::Request& request_;
  directory::World world_;
  Writer writer_;
};

}  // namespace

std::string toJson(const Decision& decision, const request::Request& request) {
  return DecisionWriter(decision, request).write();
}

}  // namespace polc::decision
